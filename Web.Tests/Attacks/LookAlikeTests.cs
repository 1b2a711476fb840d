using System.Net;
using Web.Tests.Matrix;
using Web.Tests.Support;

namespace Web.Tests.Attacks;

/// <summary>S10: what is not for you cannot be told from what is not there: status, body and headers are the same.</summary>
[Trait("Category", "Slow")]
public sealed class LookAlikeTests(HubServer hub) : IClassFixture<HubServer>
{
    private static readonly AuthorizationMatrix Table = AuthorizationMatrix.Load();

    public static TheoryData<string> Rows => new(Table.Rows.Where(static row =>
        row.Contains("{id}", StringComparison.Ordinal) && Table.Expected(row, "off-roster") == "404"));

    public static TheoryData<string> Methods => new(Table.Rows.Where(static row =>
        !row.Contains(' ', StringComparison.Ordinal) && Table.Expected(row, "off-roster") == "request.not-found"));

    // The transfer and the card lead to the other branch: its secretary is a party of both, and leads the club.
    private static Person[] PeopleFor(string row) =>
        row.Contains("/api/transfers/", StringComparison.Ordinal) || row.Contains("/api/cards/", StringComparison.Ordinal) ? [Tenant.OffRoster, Tenant.NonRegistered]
        : row.Contains("/clubs", StringComparison.Ordinal) ? [Tenant.OffRoster]
        : [Tenant.OffRoster, Tenant.OfficerElsewhere];

    [Theory]
    [MemberData(nameof(Rows))]
    public async Task S10_a_foreign_thing_and_none_get_the_same_answer(string row)
    {
        foreach (var person in PeopleFor(row))
        {
            var scene = await Scene.SetAsync(hub, Rehearsals.NeedsClosed(row), row: row);
            var none = new Scene(Gatherings.NewId(), 1, 1, 1, "p-" + Gatherings.NewId()[2..], "q-" + Gatherings.NewId()[2..], Virtuals.NewId());
            using var caller = await hub.SignInAsync(person);
            var foreign = await caller.SendAsync(Rehearsals.Request(row, scene, person, caller.Token));
            var missing = Rehearsals.Request(row, none, person, caller.Token);
            // Some rehearse at the tenant's own branch, whatever the scene.
            missing.RequestUri = new Uri(missing.RequestUri!.ToString().Replace(Tenant.Branch, "b-none", StringComparison.Ordinal), UriKind.Relative);

            var nothing = await caller.SendAsync(missing);
            Assert.Equal(HttpStatusCode.NotFound, nothing.Status);
            Assert.Equal(Look(nothing), Look(foreign));
        }
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public async Task S10_a_foreign_room_and_none_get_the_same_answer(string method)
    {
        var scene = await Scene.SetAsync(hub);
        var none = scene with { Gathering = Gatherings.NewId() };
        using var caller = await hub.SignInAsync(Tenant.OffRoster);
        using var socket = await HubSocket.OpenAsync(hub.Origin, caller.Token, hub.Origin);
        string[] missing = method == "WatchBranch" ? ["\"b-none\"", "true"] : Rehearsals.Arguments(method, none);
        var (foreign, nothing) = (await socket.InvokeAsync(method, Rehearsals.Arguments(method, scene)), await socket.InvokeAsync(method, missing));
        Assert.Equal(nothing.ToString(), foreign.ToString());
    }

    private static string Look(Reply reply) => string.Join('\n',
        [$"{reply.Status}", reply.Text, .. reply.Headers.Concat(reply.ContentHeaders)
            .Where(static header => header.Key != "Date").Select(static header => $"{header.Key}: {string.Join(',', header.Value)}").Order()]);
}
