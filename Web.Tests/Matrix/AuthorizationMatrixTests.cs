using System.Reflection;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Web.Live;
using Web.Tests.Support;

namespace Web.Tests.Matrix;

/// <summary>Every route and every hub method has a row, and every cell holds (S4).</summary>
public sealed class AuthorizationMatrixTests(HubServer hub) : IClassFixture<HubServer>
{
    private static readonly AuthorizationMatrix Table = AuthorizationMatrix.Load();

    public static TheoryData<string> Rows() => new(Table.Rows);

    [Fact]
    public void The_columns_are_the_standings() => Assert.Equal(Standings.All.Select(static s => s.Name), Table.Columns);

    [Fact]
    public void Every_route_has_a_row_and_no_row_is_left_over()
    {
        var routes = hub.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>().SelectMany(RowsOf).Distinct().Order();
        Assert.Equal(routes, Table.Rows.Where(static row => row.Contains(' ', StringComparison.Ordinal)).Order());
    }

    [Fact]
    public void Every_hub_method_has_a_row_and_no_row_is_left_over() =>
        Assert.Equal(
            typeof(ActivityHub).GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
                .Where(static method => method.GetBaseDefinition().DeclaringType == typeof(ActivityHub))
                .Select(static method => method.Name)
                .Order(),
            Table.Rows.Where(static row => !row.Contains(' ', StringComparison.Ordinal)).Order());

    [Theory]
    [Trait("Category", "Slow")]
    [MemberData(nameof(Rows))]
    public async Task Every_cell_of_the_row_holds(string row)
    {
        var expected = new List<string>();
        var actual = new List<string>();
        Scene? scene = null;
        foreach (var (standing, person) in Standings.All)
        {
            // Who reads changes nothing: one scene serves every standing. Who writes finds it untouched.
            scene = row.StartsWith("GET ", StringComparison.Ordinal) && scene is not null ? scene
                : await Scene.SetAsync(hub, Rehearsals.NeedsClosed(row), Rehearsals.NeedsSettled(row), Rehearsals.NeedsVirtual(row), row);
            expected.Add($"{standing}: {Table.Expected(row, standing)}");
            actual.Add($"{standing}: {await TryAsync(row, scene, person)}");
        }

        Assert.Equal(expected, actual);
    }

    private async Task<string> TryAsync(string row, Scene scene, Person? person)
    {
        using var caller = person is null ? hub.Anonymous() : await hub.SignInAsync(person);
        if (row.Contains(' ', StringComparison.Ordinal) && row != "ANY /hub")
        {
            var reply = await caller.SendAsync(Rehearsals.Request(row, scene, person, caller.Token));
            AssertNoForeignNumber(row, person, reply.Text);
            return $"{(int)reply.Status}";
        }

        using var socket = await HubSocket.OpenAsync(hub.Origin, caller.Token, hub.Origin);
        if (socket.Status != 101 || row == "ANY /hub")
        {
            return $"{socket.Status}";
        }

        if (Rehearsals.EntersFirst(row))
        {
            await socket.InvokeAsync("Join", Rehearsals.Arguments("Join", scene));
        }

        var answer = await socket.InvokeAsync(row, Rehearsals.Arguments(row, scene));
        AssertNoForeignNumber(row, person, answer.GetRawText());
        return HubSocket.OutcomeOf(answer);
    }

    // A1: a registration number is its owner's, whatever is asked and whoever asks.
    private static void AssertNoForeignNumber(string row, Person? person, string text)
    {
        foreach (var other in Tenant.People.Where(p => p != person && !(person is null && row == "POST /api/sign-in")))
        {
            Assert.False(text.Contains(other.Number, StringComparison.Ordinal), $"{row} tells {person?.Key ?? "anonymous"} the number of {other.Key}.");
        }
    }

    private static IEnumerable<string> RowsOf(RouteEndpoint endpoint)
    {
        var pattern = "/" + endpoint.RoutePattern.RawText!.Trim('/');
        var methods = endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? [];
        return methods.Count == 0 ? [$"ANY {pattern}"] : methods.Select(method => $"{method} {pattern}");
    }
}
