using Grains.Rules;
using Storage.Queries;
using Web.Api;

namespace Web.Members;

/// <summary>Names of a node's people, through the one rule that says who sees whom.</summary>
public sealed class MemberList(MemberQuery members, PrivacyQuery privacy)
{
    private const int Page = 50;

    /// <summary>A page in order of names; <paramref name="after"/> is the <c>next</c> of the page before.</summary>
    public async Task<MemberPageView> PageAsync(NodePlace place, bool files, string search, string? after, CancellationToken cancellation)
    {
        var from = after is { Length: > 0 } ? await members.ByIdAsync(after, cancellation) : null;
        var rows = files
            ? await members.OfSubtreeAsync(place.Node.Path, search, from, Page, cancellation)
            : await members.OfNodeAsync(place.Node.Id, search, from, Page, cancellation);
        var chosen = await privacy.OfAsync([.. rows.Select(static row => row.Id)], cancellation);
        var shown = rows.Where(row => Privacy.Shows(
            place.Actor,
            new Subject(row.Id, files ? row.Path : place.Node.Path),
            chosen.GetValueOrDefault(row.Id, PrivacySettings.Default)));
        return new MemberPageView(
            [.. shown.Select(row => new MemberLineView(row.Id, row.Name, files ? row.Category : null, files ? row.Relation : null, row.Node, row.NodeName))],
            rows.Count == Page ? rows[^1].Id : null);
    }
}

/// <summary>One person; what the person is to the Party only for who keeps the node's files.</summary>
public sealed record MemberLineView(string Member, string Name, Category? Category, Relation? Relation, string Node, string NodeName);

/// <summary>A page of names; <paramref name="Next"/> is the <c>after</c> of the next page, absent at the end.</summary>
public sealed record MemberPageView(MemberLineView[] Lines, string? Next);
