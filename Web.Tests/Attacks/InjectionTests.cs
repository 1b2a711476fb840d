using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Grains.Tests.Storage;
using Grains.Text;
using Microsoft.Extensions.DependencyInjection;
using Storage;
using Web.Tests.Matrix;
using Web.Tests.Support;

namespace Web.Tests.Attacks;

/// <summary>S8: the corpus through every string that a client may send, and the database afterwards.</summary>
[Trait("Category", "Slow")]
public sealed class InjectionTests(HubServer hub) : IClassFixture<HubServer>
{
    private static readonly string[] Queries = ["after", "before", "count", "only", "rule", "date", "gathering"];
    private static readonly AuthorizationMatrix Table = AuthorizationMatrix.Load();

    [Theory]
    [MemberData(nameof(Injection.Corpus), MemberType = typeof(Injection))]
    public async Task S8_hostile_text_in_every_argument_of_the_hub_is_text_or_refused(string text)
    {
        var scene = await Scene.SetAsync(hub);
        var before = await ShapeAsync();
        using var caller = await hub.SignInAsync(Tenant.Officer);
        foreach (var method in Table.Rows.Where(static row => !row.Contains(' ', StringComparison.Ordinal)))
        {
            using var socket = await HubSocket.OpenAsync(hub.Origin, caller.Token, hub.Origin);
            var arguments = Rehearsals.Arguments(method, scene);
            await socket.InvokeAsync("Join", Rehearsals.Arguments("Join", scene));
            foreach (var hostile in Spoiled(arguments, text))
            {
                Assert.NotEqual("error", HubSocket.OutcomeOf(await socket.InvokeAsync(method, hostile)));
            }
        }

        await EndsAsync(before);
    }

    [Theory]
    [MemberData(nameof(Injection.Corpus), MemberType = typeof(Injection))]
    public async Task S8_hostile_text_in_every_route_is_text_or_refused(string text)
    {
        var before = await ShapeAsync();
        var typed = Uri.EscapeDataString(text);
        Scene? scene = null;
        foreach (var row in Table.Rows.Where(static row => row.Contains("/api/", StringComparison.Ordinal)))
        {
            // What a reading leaves as it is serves the next one too.
            var reads = row.StartsWith("GET ", StringComparison.Ordinal) && !Rehearsals.NeedsClosed(row);
            var here = reads && scene is not null ? scene : await Scene.SetAsync(hub, Rehearsals.NeedsClosed(row), row: reads ? null : row);
            scene = reads ? here : null;
            using var caller = await hub.SignInAsync(Tenant.Officer);
            var plain = Rehearsals.Request(row, here, Tenant.Officer, caller.Token);
            var path = plain.RequestUri!.OriginalString;
            await TryAsync(caller, plain.Method, $"{path}?{string.Join('&', Queries.Select(name => $"{name}={typed}"))}", null);
            if (row.Contains("{id}", StringComparison.Ordinal))
            {
                await TryAsync(caller, plain.Method, row.Split(' ')[1].Replace("{id}", typed, StringComparison.Ordinal), null);
            }

            if (plain.Content is StringContent body)
            {
                foreach (var hostile in Spoiled([await body.ReadAsStringAsync()], text))
                {
                    await TryAsync(caller, plain.Method, path, hostile[0]);
                }
            }
        }

        await EndsAsync(before);
    }

    [Theory]
    [MemberData(nameof(Injection.Corpus), MemberType = typeof(Injection))]
    public async Task S8_what_is_stored_is_what_was_said(string text)
    {
        using var officer = await hub.SignInAsync(Tenant.Officer);
        var id = Gatherings.NewId();
        var topic = JsonSerializer.Serialize(text)[1..^1];
        (await officer.PostAsync("/api/gatherings", Gatherings.Body(id, topic: topic))).Expect(HttpStatusCode.Created);
        using var socket = await HubSocket.OpenAsync(hub.Origin, officer.Token, hub.Origin);
        await socket.InvokeAsync("Join", $"\"{id}\"", "null", "null");
        Assert.Equal("ok", HubSocket.OutcomeOf(await socket.InvokeAsync("Post", $"\"{id}\"", JsonSerializer.Serialize(new { clientId = "c-1", text }))));

        var brief = (await officer.GetAsync($"/api/gatherings/{id}")).Expect(HttpStatusCode.OK).Json;
        var log = (await officer.GetAsync($"/api/gatherings/{id}/log")).Expect(HttpStatusCode.OK).Json;
        Assert.Equal(PlainText.Clean(text), brief.GetProperty("topic").GetString());
        Assert.Equal(PlainText.Clean(text, lines: true), log.GetProperty("entries").EnumerateArray().Last().GetProperty("text").GetString());
    }

    private static async Task TryAsync(HubCaller caller, HttpMethod method, string path, string? body)
    {
        var request = new HttpRequestMessage(method, path) { Content = body is null ? null : HubCaller.Json(body) };
        Assert.InRange((int)(await caller.SendAsync(request)).Status, 200, 499);
    }

    /// <summary>The arguments again and again, each time with one string of them replaced.</summary>
    private static IEnumerable<string[]> Spoiled(string[] arguments, string text)
    {
        for (var i = 0; i < arguments.Length; i++)
        {
            var node = JsonNode.Parse(arguments[i]);
            if (node is JsonValue value && value.GetValueKind() == JsonValueKind.String)
            {
                yield return [.. arguments[..i], JsonSerializer.Serialize(text), .. arguments[(i + 1)..]];
            }
            else if (node is JsonObject fields)
            {
                foreach (var name in fields.Where(static f => f.Value?.GetValueKind() == JsonValueKind.String).Select(static f => f.Key).ToArray())
                {
                    var spoiled = (JsonObject)fields.DeepClone();
                    spoiled[name] = text;
                    yield return [.. arguments[..i], spoiled.ToJsonString(), .. arguments[(i + 1)..]];
                }
            }
        }
    }

    private async Task EndsAsync(Shape before)
    {
        Assert.Equal(before, await ShapeAsync());
        Assert.DoesNotContain("SqliteException", hub.Logs.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("PostgresException", hub.Logs.Text, StringComparison.Ordinal);
    }

    // People, nodes of the tree, offices in it, passwords: what no message of anyone may change. A table that is gone fails the question.
    private async Task<Shape> ShapeAsync() => (await hub.Services.GetRequiredService<HubDatabase>().QueryAsync<Shape>(
        """
        select (select count(*) from member) as members, (select count(*) from node where id in ('b-root', 'b-one', 'b-two') and dissolved_at is null) as nodes,
            (select count(*) from office where node like 'b-%') as offices,
            (select count(*) from credential) as credentials, (select min(name) || max(name) from member) as names
        """, null, CancellationToken.None)).Single();

    private sealed record Shape(long Members, long Nodes, long Offices, long Credentials, string Names);
}
