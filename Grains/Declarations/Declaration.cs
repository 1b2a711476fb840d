using Grains.Journal;
using Grains.Organisation;
using Grains.Rules;

namespace Grains.Declarations;

/// <summary>Where a declaration stands. The names are stored; never rename one.</summary>
public enum DeclarationState
{
    Waiting,
    Accepted,
    Answered,
}

/// <summary>What a person says of themselves. Nothing of it is believed until an officer has seen it.</summary>
/// <param name="Joined">First day of the month of joining; null for who has not joined.</param>
/// <param name="Region">Six digits of the county where the person lives; null: not known.</param>
[GenerateSerializer, Immutable, Alias("declared")]
public sealed record Declared(
    [property: Id(0)] string Name,
    [property: Id(1)] Category Category,
    [property: Id(2)] DateOnly? Joined,
    [property: Id(3)] string? Region,
    [property: Id(4)] string Place,
    [property: Id(5)] string Employer,
    [property: Id(6)] string? Phone,
    [property: Id(7)] string Note)
{
    /// <summary>Never printed: it is personal.</summary>
    public override string ToString() => nameof(Declared);
}

/// <summary>A declaration as it stands.</summary>
/// <param name="Member">Who declared, where they have a session; null for a new person.</param>
/// <param name="Node">The organisation at which it waits.</param>
/// <param name="Accepted">The member it became, or whose roster it changed.</param>
[GenerateSerializer, Immutable, Alias("declaration")]
public sealed record Declaration(
    [property: Id(0)] string Id,
    [property: Id(1)] string? Member,
    [property: Id(2)] Declared Person,
    [property: Id(3)] string Node,
    [property: Id(4)] DateTimeOffset At,
    [property: Id(5)] DeclarationState State,
    [property: Id(6)] string Answer,
    [property: Id(7)] string? Accepted,
    [property: Id(8)] string? Branch);

/// <summary>Declares. A new person sends the hash of the code that will open the account; a member sends who they are.</summary>
/// <param name="Credential">Hash of the code that the person holds; null for a member.</param>
[GenerateSerializer, Immutable, Alias("declare")]
public sealed record Declare(
    [property: Id(0)] Actor? By,
    [property: Id(1)] Declared Person,
    [property: Id(2)] string? Credential);

/// <summary>Takes a person into a branch.</summary>
[GenerateSerializer, Immutable, Alias("accept-declaration")]
public sealed record AcceptDeclaration(
    [property: Id(0)] Actor By,
    [property: Id(1)] string RequestId,
    [property: Id(2)] string Branch,
    [property: Id(3)] Category Category,
    [property: Id(4)] Relation Relation);

/// <summary>Answers without taking in.</summary>
[GenerateSerializer, Immutable, Alias("answer-declaration")]
public sealed record AnswerDeclaration(
    [property: Id(0)] Actor By,
    [property: Id(1)] string RequestId,
    [property: Id(2)] string Text);

[GenerateSerializer, Immutable, Alias("declaration-answer")]
public sealed record DeclarationAnswer([property: Id(0)] Refusal? Refusal);

/// <summary>A new declaration; one that exists already takes the batch with it.</summary>
public sealed record DeclarationMade(Declaration Declaration, string? Credential) : RelationWrite;

/// <summary>A waiting declaration is settled; one that is settled already takes the batch with it.</summary>
public sealed record DeclarationSettled(
    string Id, DeclarationState State, string Answer, string By, DateTimeOffset At, string? Accepted, string? Branch) : RelationWrite;

/// <summary>A person comes onto a roster for the first time, with a number that was never used.</summary>
/// <param name="Declaration">Whose code opens the account.</param>
public sealed record MemberBegun(
    string Member,
    string Number,
    string Name,
    Category Category,
    Relation Relation,
    string? Phone,
    DateOnly? Joined,
    string Node,
    DateTimeOffset At,
    string Declaration,
    string Actor) : RelationWrite
{
    /// <summary>Never printed: it holds a number.</summary>
    public override string ToString() => $"{nameof(MemberBegun)} {Member}";
}

/// <summary>Reads declarations for decisions. Throws where the database is away.</summary>
public interface IDeclarationStore
{
    Task<Declaration?> Find(string id, CancellationToken cancellation);

    /// <summary>Where a declaration of this region waits: the committee of the county, else the root. Null: there is no tree yet.</summary>
    Task<string?> DeskOf(string? region, CancellationToken cancellation);

    /// <summary>Whether a declaration of the member waits.</summary>
    Task<bool> Waits(string member, CancellationToken cancellation);

    /// <summary>How many declarations of new people wait at the node.</summary>
    Task<long> WaitingAt(string node, CancellationToken cancellation);

    /// <summary>The six digits under which numbers of a node are issued: its own region or the nearest above; null: none says.</summary>
    Task<string?> RegionOf(string node, CancellationToken cancellation);
}

/// <summary>Issues registration numbers: unique over all processes; one issued and not used stays unused.</summary>
public interface INumberMint
{
    /// <exception cref="ArgumentOutOfRangeException">A part is out of its range, or the month's serials are used up.</exception>
    Task<string> Next(int region, int year, int month, CancellationToken cancellation);
}

/// <summary>One declaration. Key: its id (<c>d-…</c>), which comes of the receipt that the person holds.</summary>
[Alias("declaration-desk")]
public interface IDeclarationGrain : IGrainWithStringKey
{
    [Alias("declare")]
    Task<DeclarationAnswer> Declare(Declare command);

    [Alias("accept")]
    Task<DeclarationAnswer> Accept(AcceptDeclaration command);

    [Alias("answer")]
    Task<DeclarationAnswer> Answer(AnswerDeclaration command);
}

/// <summary>Limits of declarations.</summary>
public static class DeclarationLimits
{
    public const int NameCodePoints = 40;
    public const int PlaceCodePoints = 100;
    public const int TextCodePoints = 200;
    public const int AnswerCodePoints = 500;
    public const int PhoneMost = 20;
    /// <summary>Declarations without a session that may wait at one desk: a flood fills no more than this.</summary>
    public const int WaitingMost = 2_000;
    /// <summary>Under which numbers are issued where neither the branch nor the person names a county: no region of its own.</summary>
    public const int RegionUnknown = 999_999;
}
