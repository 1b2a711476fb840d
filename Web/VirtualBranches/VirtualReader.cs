using System.Globalization;
using Grains.Organisation;
using Grains.Rules;
using Grains.Time;
using Grains.VirtualBranches;
using Microsoft.Extensions.Options;
using Storage.Queries;
using Web.Live.Wire;

namespace Web.VirtualBranches;

/// <summary>Puts together what one person may see of virtual branches and life groups.</summary>
public sealed class VirtualReader(
    IVirtualBranchStore store, VirtualBranchQuery lists, IOrganisationStore organisation, IOptions<VirtualBranchOptions> options, TimeProvider clock)
{
    /// <summary>How many lines of a register one page shows.</summary>
    private const int Page = 20;

    public async Task<OwnVirtualsView> OwnAsync(string member, CancellationToken cancellation) =>
        new(options.Value.Most, [.. (await lists.OfMemberAsync(member, cancellation)).Select(OwnVirtualView.Of)]);

    public async Task<SignedTextView[]> TextsAsync(string member, CancellationToken cancellation)
    {
        var place = await store.Place(Outside.VirtualPrefix, member, cancellation);
        return [.. (await store.Texts(clock.Now(), cancellation)).Select(text => ViewOf(text, place))];
    }

    public async Task<TextVersionsView> VersionsAsync(string member, CancellationToken cancellation)
    {
        var place = await store.Place(Outside.VirtualPrefix, member, cancellation);
        var signers = await lists.SignersAsync(cancellation);
        var versions = await lists.VersionsAsync(cancellation);
        return new TextVersionsView(signers.Members, signers.Secretaries, [.. versions.Select(text => ViewOf(text, place))]);
    }

    private static SignedTextView ViewOf(SignedText text, VirtualPlace place) => new(
        text.Document, text.Version, text.TitleZh, text.TitleEn, text.TextZh, text.TextEn, text.Sha256,
        text.EffectiveAt.ToUnixTimeMilliseconds(),
        text.Version <= (text.Document == SignedText.Rules ? place.Rules : place.Pledge));

    public async Task<VirtualView> ViewAsync(VirtualBranchRow row, Actor actor, CancellationToken cancellation)
    {
        var place = await store.Place(row.Node, actor.Member, cancellation);
        var membership = actor.Memberships.FirstOrDefault(m => m.Node == row.Node);
        var (leads, inCharge) = (row.Secretary == actor.Member, VirtualAccess.IsInCharge(row, actor));
        var inside = place.Member || inCharge;
        string?[] shown = inside ? [row.Secretary, leads ? row.Heir : null, .. row.Election?.Candidates ?? []] : [];
        var names = await lists.NamesAsync([.. shown.OfType<string>()], cancellation);
        string? NameOf(string? member) => member is not null && names.TryGetValue(member, out var name) ? name : null;
        var county = row.CountyPath is null || row.County is null ? null : await organisation.Node(row.County, cancellation);
        return new VirtualView(
            row.Node,
            row.Kind,
            row.Name,
            row.Topic,
            row.About,
            county is null ? null : new CountyView(county.Id, county.Name, null),
            row.FoundedAt.ToUnixTimeMilliseconds(),
            row.State,
            inside ? row.Reason : null,
            SizeBand.Of(row.Members),
            row.OpenJoining,
            row.MemberSummons,
            new VirtualMineView(
                place.Member, place.Requested, leads, inCharge, row.Heir == actor.Member && place.Member,
                membership?.Terms.HasFlag(MembershipTerms.MustSign) ?? false, Rights.AskSummon(actor, row.Path) is null, place.Rules, place.Pledge),
            inside ? row.Members : null,
            leads ? await lists.RequestCountAsync(row.Node, cancellation) : null,
            NameOf(row.Secretary),
            leads ? NameOf(row.Heir) : null,
            inside ? row.SeenAt.ToUnixTimeMilliseconds() : null,
            place.Member && row.Election is { } election
                ? new ElectionView(
                    election.Cause,
                    election.OpenedAt.ToUnixTimeMilliseconds(),
                    election.ClosesAt.ToUnixTimeMilliseconds(),
                    election.Ballots,
                    place.Voted,
                    election.Candidates.Contains(actor.Member),
                    [.. election.Candidates.Select(c => new CandidateView(c, NameOf(c) ?? ""))])
                : null);
    }

    public async Task<RegisterView> RegisterAsync(
        NodeKind kind, string? search, string? county, string? after, CancellationToken cancellation)
    {
        var rows = await lists.RegisterAsync(kind, search, county, await AfterAsync(after, cancellation), Page, cancellation);
        return new RegisterView([.. rows.Select(RegisterLineView.Of)], rows.Count == Page ? rows[^1].Id : null);
    }

    /// <summary>What the officer's own reach holds; the queue too where the officer moderates at the root.</summary>
    public async Task<SupervisedPageView> SupervisedAsync(
        Actor actor, bool queue, string? search, string? after, CancellationToken cancellation)
    {
        var from = await AfterAsync(after, cancellation);
        var root = Rights.AskOperator(actor) is null;
        var path = actor.Offices.Select(static o => o.Path).Where(p => !Outside.IsOutside(p) && Rights.AskOfficer(actor, p) is null)
            .OrderBy(static p => p.Length).FirstOrDefault();
        var rows = queue
            ? root ? await lists.QueueAsync(search, from, Page, cancellation) : []
            : path is null ? [] : await lists.OfCountyAsync(path, search, from, Page, cancellation);
        return new SupervisedPageView(root, [.. rows.Select(SupervisedView.Of)], rows.Count == Page ? rows[^1].Id : null);
    }

    public async Task<JoinRequestsView> RequestsAsync(string node, string? after, CancellationToken cancellation)
    {
        var since = long.TryParse(after, NumberStyles.None, CultureInfo.InvariantCulture, out var ms) && ms < 253_402_300_799_000 ? ms : 0;
        var rows = await lists.RequestsAsync(node, DateTimeOffset.FromUnixTimeMilliseconds(since), cancellation);
        return new JoinRequestsView(
            [.. rows.Select(static r => new JoinRequestView(r.Member, r.Name, r.Category, r.At.ToUnixTimeMilliseconds()))],
            rows.Count == Paging.Default ? rows[^1].At.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture) : null);
    }

    /// <param name="after">Joining moment and member of the last row shown: <c>1700000000000.m-1</c>.</param>
    public async Task<VirtualMembersView> MembersAsync(string node, string? search, string? after, CancellationToken cancellation)
    {
        var dot = after?.IndexOf('.', StringComparison.Ordinal) ?? -1;
        var since = dot > 0 && long.TryParse(after.AsSpan(0, dot), NumberStyles.None, CultureInfo.InvariantCulture, out var ms) && ms < 253_402_300_799_000 ? ms : 0;
        var rows = await lists.RosterAsync(
            node, search, DateTimeOffset.FromUnixTimeMilliseconds(since), dot > 0 && Shape.Id(after![(dot + 1)..]) ? after[(dot + 1)..] : "", cancellation: cancellation);
        return new VirtualMembersView(
            [.. rows.Select(static r => new VirtualMemberView(r.Member, r.Name, r.Category, r.Unit, r.Since.ToUnixTimeMilliseconds()))],
            rows.Count == Paging.Default
                ? string.Create(CultureInfo.InvariantCulture, $"{rows[^1].Since.ToUnixTimeMilliseconds()}.{rows[^1].Member}")
                : null);
    }

    private async Task<VirtualSummary?> AfterAsync(string? after, CancellationToken cancellation) =>
        Outside.IsId(after) ? await lists.OneAsync(after!, cancellation) : null;
}
