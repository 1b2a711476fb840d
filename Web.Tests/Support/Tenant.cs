using Grains.Organisation;
using Grains.Rules;
using Web.SignIn;

namespace Web.Tests.Support;

/// <summary>
/// A small organisation: a committee with two branches, and one person for each standing of the authorization matrix.
/// </summary>
public static class Tenant
{
    public const string Root = "b-root";
    public const string Branch = "b-one";
    public const string Elsewhere = "b-two";

    public static readonly Person OfficerAbove = new("above", 1, Root, Category.Full, Relation.Registered);
    public static readonly Person Officer = new("officer", 2, Branch, Category.Full, Relation.Registered);
    public static readonly Person OfficerElsewhere = new("elsewhere", 3, Elsewhere, Category.Full, Relation.Registered);
    public static readonly Person Member = new("member", 4, Branch, Category.Full, Relation.Registered);
    public static readonly Person OffRoster = new("off", 5, Elsewhere, Category.Full, Relation.Registered);
    public static readonly Person NonRegistered = new("letter", 6, Branch, Category.Full, Relation.TemporaryLetter);
    public static readonly Person Activist = new("activist", 7, Branch, Category.Activist, Relation.Registered);
    public static readonly Person MustChange = new("fresh", 8, Branch, Category.Full, Relation.Registered, MustChange: true);
    public static readonly Person Spare = new("spare", 9, Branch, Category.Probationary, Relation.Registered);

    public static readonly Person[] People =
        [OfficerAbove, Officer, OfficerElsewhere, Member, OffRoster, NonRegistered, Activist, MustChange, Spare];

    /// <summary>Names that a careless page would run as markup or a careless export as a formula.</summary>
    public const string BranchName = "<img src=x onerror=alert(1)>支部";
    public const string SpareName = "=HYPERLINK(\"http://x\")";

    public static RosterPlan Plan() => new(
        [
            new RosterNode(Root, null, NodeKind.Committee, "集团党委", "/b-root/"),
            new RosterNode(Branch, Root, NodeKind.Branch, BranchName, "/b-root/b-one/"),
            new RosterNode(Elsewhere, Root, NodeKind.Branch, "第二支部", "/b-root/b-two/"),
        ],
        [.. People.Select(static p => new RosterMember(
            p.Id, p.Number, p.Name, p.Category, p.Relation, p.Node, new DateOnly(2019, 7, 1), null, InitialCode.Hash(Person.Password), p.MustChange))],
        [
            new RosterOffice(OfficerAbove.Id, Role.Secretary, Root),
            new RosterOffice(Officer.Id, Role.Secretary, Branch),
            new RosterOffice(Spare.Id, Role.Discipline, Branch),
            new RosterOffice(OfficerElsewhere.Id, Role.Secretary, Elsewhere),
        ]);
}

/// <summary>Somebody who can sign in with <see cref="Password"/>.</summary>
public sealed record Person(string Key, int Serial, string Node, Category Category, Relation Relation, bool MustChange = false)
{
    /// <summary>Stored as a fast hash, so that tests may sign in by the hundred.</summary>
    public const string Password = "7KQ2-M0TX-9ZDA-4RVB";

    public string Id => $"m-{Key}";

    public string Name => Key == "spare" ? Tenant.SpareName : $"党员{Key}";

    public string Number { get; } = RegistrationNumber.Mint(110_108, 2019, 7, Serial);
}
