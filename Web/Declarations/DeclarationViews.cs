using Grains.Declarations;
using Grains.Rules;

namespace Web.Declarations;

/// <summary>A county whose committee takes declarations.</summary>
public sealed record PlaceView(string Region, string Name);

/// <summary>Body of a declaration: <paramref name="Receipt"/> from who has no session, <paramref name="RequestId"/> from who has one.</summary>
/// <param name="Joined"><c>yyyy-MM</c>.</param>
public sealed record DeclareRequest(
    string? Receipt, string? RequestId, string? Name, Category? Category, string? Joined, string? Region, string? Place, string? Employer,
    string? Phone, string? Note)
{
    /// <summary>Never printed: it is personal.</summary>
    public override string ToString() => nameof(DeclareRequest);
}

/// <summary>Body of a question after a declaration.</summary>
public sealed record DeclarationStatusRequest(string? Receipt)
{
    /// <summary>Never printed: it opens an account.</summary>
    public override string ToString() => nameof(DeclarationStatusRequest);
}

/// <summary>How a declaration stands. <paramref name="Number"/>: the new person's own, until the account is first opened.</summary>
public sealed record DeclarationStatusView(DeclarationState State, long At, string Desk, string? Answer, string? Branch, string? Number);

/// <summary>The member's own last declaration; absent where there is none.</summary>
public sealed record OwnDeclarationView(DeclarationStatusView? Declaration);

/// <summary>Declarations that wait at the caller's desks, the longest waiting first.</summary>
public sealed record DeclarationListView(DeclarationLineView[] Lines);

/// <summary>One of them, as the person told it.</summary>
/// <param name="Member">Who declared is a member already; absent for a new person.</param>
public sealed record DeclarationLineView(
    string Id, bool Member, string Name, Category Category, string? Joined, string? Region, string Place, string Employer, string? Phone, string Note,
    long At);

/// <summary>Body of an acceptance.</summary>
public sealed record AcceptRequest(string? RequestId, string? Branch, Category? Category, Relation? Relation);

/// <summary>Body of an answer.</summary>
public sealed record AnswerDeclarationRequest(string? RequestId, string? Text);
