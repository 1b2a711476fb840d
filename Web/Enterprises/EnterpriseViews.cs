using Grains.Enterprises;
using Grains.Organisation;
using Grains.Rules;
using Storage.Queries;
using Web.Organisation;

namespace Web.Enterprises;

/// <summary>An enterprise of the registry. Times are Unix milliseconds.</summary>
/// <param name="Party">Declared members of the Party; <paramref name="Full"/>: full members among them.</param>
/// <param name="Holder">Name of who holds its seat.</param>
public sealed record EnterpriseView(
    string Id, string Name, string Region, string Industry, int Staff, EnterpriseState State, string Node, string NodeName,
    NodeKind NodeKind, UnitCover Cover, string? Holder, string? MergedInto, string? MergedIntoName, long RegisteredAt, int Party, int Full)
{
    public static EnterpriseView Of(EnterpriseSummary e) => new(
        e.Id, e.Name, e.Region, e.Industry, e.Staff, e.State, e.Node, e.NodeName, e.NodeKind, e.Cover, e.HolderName, e.MergedInto,
        e.MergedIntoName, e.RegisteredAt.ToUnixTimeMilliseconds(), e.Party, e.FullMembers);
}

public sealed record EnterprisesView(EnterpriseView[] Enterprises, PageMark? Next, CoverView[] Coverage);

/// <summary>Running enterprises of the subtree by how they are covered; those with a seat are counted apart.</summary>
public sealed record CoverView(UnitCover Cover, int Enterprises, int Seats);

/// <summary>An enterprise with its declared people, what the rules suggest, and what happened to it.</summary>
public sealed record EnterprisePageView(
    EnterpriseView Enterprise, DeclarationView[] Declared, SuggestionView Suggestion, EnterpriseChangeView[] Changes, bool MayChange);

/// <param name="Linked">To a member of the hub; <paramref name="Here"/>: who stands on the roster of the node that covers the enterprise.</param>
public sealed record DeclarationView(string Id, string Name, Category Category, bool Linked, bool Here, long At);

public sealed record SuggestionView(UnitAdvice Advice, string Rule, string? Node, string? NodeName, UnitHint[] Hints);

/// <summary><paramref name="Name"/> and <paramref name="NodeName"/>: what they were before.</summary>
public sealed record EnterpriseChangeView(long At, string Cause, string? By, string Name, string NodeName);

/// <summary>What is asked of the registry: which of the fields counts depends on the route.</summary>
public sealed record EnterpriseRequest(
    string? RequestId, string? Id, string? Name, string? Region, string? Industry, int? Staff, string? Node, Category? Category,
    string? Number, string? Into, string? To);
