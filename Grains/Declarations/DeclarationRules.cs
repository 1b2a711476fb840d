using Grains.Organisation;
using Grains.Rules;
using Grains.Text;

namespace Grains.Declarations;

/// <summary>What a declaration must say, and what an officer may make of it: pure.</summary>
public static class DeclarationRules
{
    private static readonly DateOnly First = new(1921, 7, 1);

    /// <summary>The person with texts cleaned, or the rule that refuses.</summary>
    /// <param name="known">A member declares: when they joined is on record.</param>
    public static (Refusal? Refusal, Declared Person) Check(Declared asked, DateOnly today, bool known)
    {
        var person = asked with
        {
            Name = PlainText.Clean(asked.Name),
            Place = PlainText.Clean(asked.Place),
            Employer = PlainText.Clean(asked.Employer),
            Note = PlainText.Clean(asked.Note, lines: true),
            Phone = string.IsNullOrWhiteSpace(asked.Phone) ? null : asked.Phone.Trim(),
        };
        var refusal = PlainText.CodePoints(person.Name) is < 2 or > DeclarationLimits.NameCodePoints || person.Name.Any(char.IsAsciiDigit) ? Rulebook.DeclareName
            : PlainText.CodePoints(person.Place) is 0 or > DeclarationLimits.PlaceCodePoints ? Rulebook.DeclarePlace
            : PlainText.CodePoints(person.Employer) > DeclarationLimits.TextCodePoints || PlainText.CodePoints(person.Note) > DeclarationLimits.TextCodePoints
                ? Rulebook.DeclareText
            : person.Phone is { } phone && (phone.Length > DeclarationLimits.PhoneMost || !phone.All(static c => char.IsAsciiDigit(c) || c is '+' or '-' or ' '))
                ? Rulebook.DeclarePhone
            : !Enum.IsDefined(person.Category) || (person.Region is { } region && !IsRegion(region)) ? Rulebook.Invalid
            : !known && Rights.IsPartyMember(person.Category) && person.Joined is null ? Rulebook.DeclareJoined
            : person.Joined is { } joined && (joined < First || joined > today) ? Rulebook.DeclareJoined
            : null;
        return (refusal, person);
    }

    /// <summary>Null: a member in this standing may declare; whose formal relation is on record asks for a transfer.</summary>
    public static Refusal? AskMember(Actor by) =>
        Rights.IsPartyMember(by.Category) && by.Relation == Relation.Registered ? Rulebook.DeclareRegistered : null;

    /// <summary>Null: the officer may take the person into this branch, in this standing.</summary>
    public static Refusal? AskAccept(AcceptDeclaration command, Declaration declaration, NodeRow? branch) =>
        branch is null || Rights.AskPersonnel(command.By, branch.Path) is not null
            || branch.Kind is not (NodeKind.Branch or NodeKind.JointBranch or NodeKind.Group) ? Rulebook.DeclareBranch
        : !Enum.IsDefined(command.Category) || !Enum.IsDefined(command.Relation) ? Rulebook.Invalid
        // A formal relation is moved by a transfer, with both branches asked; a word of the person's own moves none.
        : declaration.Member is null && Rights.IsPartyMember(command.Category) && command.Relation == Relation.Registered ? Rulebook.DeclareRelation
        : null;

    public static bool IsRegion(string region) => region.Length == 6 && region[0] != '0' && region.All(char.IsAsciiDigit);
}
