using Grains.Organisation;
using Grains.Rules;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Storage.Queries;
using Web.Api;
using Web.Live.Wire;

namespace Web.Find;

/// <summary>What somebody looks for.</summary>
/// <param name="Words">Part of a name, a topic or an industry; empty: anything.</param>
/// <param name="Region">Leading digits of a county's six; empty: anywhere.</param>
/// <param name="After">The <c>next</c> of the page before.</param>
public sealed record FindAsk(string Words, string Region, string? After);

/// <summary>Something that was found: never a person.</summary>
/// <param name="Line">What stands under the name: the organisation above, a topic, an industry.</param>
/// <param name="Sort">Kind of node where it is one; else a word of the source.</param>
public sealed record FoundView(string Id, string Name, string Sort, string? Line, string? Region);

/// <summary>A page of what was found.</summary>
public sealed record FoundPageView(FoundView[] Items, string? Next);

/// <summary>One kind of thing that can be found; each is registered beside what it finds.</summary>
public interface IFindSource
{
    /// <summary>The <c>kind</c> of the query.</summary>
    string Kind { get; }

    Task<FoundPageView> FindAsync(FindAsk ask, CancellationToken cancellation);
}

/// <summary>Finding an organisation by name, place, industry or topic.</summary>
public static class FindRoutes
{
    private const int RegionMost = 6;

    public static void MapFind(this IEndpointRouteBuilder api) => api.MapGet("/find", Find);

    private static async Task<IResult> Find(
        IEnumerable<IFindSource> sources, string? kind, string? q, string? region, string? after, CancellationToken cancellation)
    {
        var place = region ?? "";
        return place.Length > RegionMost || !place.All(char.IsAsciiDigit) || (after is not null && !Shape.Id(after))
            || sources.FirstOrDefault(source => source.Kind == (kind ?? "organisation")) is not { } source
            ? Answers.Refused(Rulebook.Invalid)
            : Answers.Ok(await source.FindAsync(new FindAsk(Shape.Short(q).Trim(), place, after), cancellation));
    }
}

/// <summary>Organisations of the tree, by name and county.</summary>
internal sealed class OrganisationSource(FindQuery query) : IFindSource
{
    private const int Page = 30;

    public string Kind => "organisation";

    public async Task<FoundPageView> FindAsync(FindAsk ask, CancellationToken cancellation)
    {
        var rows = await query.NodesAsync(ask.Words, ask.Region, ask.After, Page, cancellation);
        return new FoundPageView(
            [.. rows.Select(static row => new FoundView(row.Id, row.Name, EnumNames.Of(row.Kind).ToString(), row.Above, row.Region))],
            rows.Count == Page ? rows[^1].Id : null);
    }
}

/// <summary>What members founded themselves and lists publicly: active ones by name and topic, never who is in one.</summary>
internal abstract class FoundedSource(FindQuery query, NodeKind kind) : IFindSource
{
    private const int Page = 30;

    public abstract string Kind { get; }

    public async Task<FoundPageView> FindAsync(FindAsk ask, CancellationToken cancellation)
    {
        var rows = await query.FoundedAsync(kind, ask.Words, ask.Region, ask.After, Page, cancellation);
        return new FoundPageView(
            [.. rows.Select(row => new FoundView(
                row.Id, row.Name, EnumNames.Of(kind).ToString(), row.County is null ? row.Topic : $"{row.Topic} · {row.County}", null))],
            rows.Count == Page ? rows[^1].Id : null);
    }
}

/// <summary>Virtual branches: the public register by topic.</summary>
internal sealed class VirtualSource(FindQuery query) : FoundedSource(query, NodeKind.Virtual)
{
    public override string Kind => "virtual";
}

/// <summary>Clubs and other groups for organisational life, by topic.</summary>
internal sealed class LifeGroupSource(FindQuery query) : FoundedSource(query, NodeKind.LifeGroup)
{
    public override string Kind => "club";
}

/// <summary>
/// Running enterprises of the registry, by industry and name: what they are, and which organisation is there for those who
/// work in one. Not how many they employ, whom they declare, nor who holds their seat.
/// </summary>
internal sealed class EnterpriseSource(FindQuery query) : IFindSource
{
    private const int Page = 30;

    public string Kind => "enterprise";

    public async Task<FoundPageView> FindAsync(FindAsk ask, CancellationToken cancellation)
    {
        var rows = await query.EnterprisesAsync(ask.Words, ask.Region, ask.After, Page, cancellation);
        return new FoundPageView(
            [.. rows.Select(static row => new FoundView(
                row.Id, row.Name, "enterprise",
                string.Join(" · ", new[] { row.Industry, row.Region, row.NodeName }.Where(static part => part.Length > 0)), null))],
            rows.Count == Page ? rows[^1].Id : null);
    }
}
