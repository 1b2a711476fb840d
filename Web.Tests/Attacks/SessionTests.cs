using System.Diagnostics;
using Bench.Client;
using Dapper;
using Microsoft.Extensions.DependencyInjection;
using Storage;
using Web.SignIn;
using Web.Tests.Live;
using Web.Tests.Support;

namespace Web.Tests.Attacks;

/// <summary>S3: a session that ends under a connection, without a word of it reaching this node.</summary>
public sealed class SessionTests(HubServer server) : IClassFixture<HubServer>
{
    private static readonly TimeSpan ClosedMost = TimeSpan.FromSeconds(5);

    [Fact]
    [Trait("Category", "Slow")]
    public async Task S3_a_session_ended_elsewhere_closes_within_five_seconds_and_a_fresh_one_misses_nothing()
    {
        var gathering = await server.OpenAsync();
        using var caller = await server.SignInAsync(Tenant.NonRegistered);
        await using var speaker = await RoomClient.EnterAsync(server, Tenant.Member, gathering);
        await using var ended = await RoomClient.ConnectAsync(server, caller.Token!, gathering);
        await ended.JoinAsync();
        var (epoch, last) = (ended.Log.Epoch, ended.Log.Last);

        var clock = Stopwatch.StartNew();
        await EndAsync(caller.Token!);
        var bye = await ended.EventAsync("bye");
        await ended.Closed;

        Assert.Equal("signed-out", bye.GetProperty("code").GetString());
        Assert.InRange(clock.Elapsed, TimeSpan.Zero, ClosedMost);
        var missed = (await speaker.PostAsync("c-1", "趁你不在")).GetProperty("seq").GetInt64();
        await using var back = await RoomClient.ConnectAsync(server, Tenant.NonRegistered, gathering);
        var joined = await back.Hub.Ask("Join", gathering, epoch, last);
        Assert.True(joined.GetProperty("recovered").GetBoolean());
        Assert.Equal(Enumerable.Range((int)last + 1, (int)(missed - last)), joined.GetProperty("entries").EnumerateArray().Select(static e => e.GetProperty("s").GetInt32()));
    }

    // As another node would: the row is gone, and the message about it was lost.
    private Task<int> EndAsync(string token) => server.Services.GetRequiredService<HubDatabase>().WriteAsync(
        (connection, transaction) => connection.ExecuteAsync("delete from session where id = @Id", new { Id = SessionToken.IdOf(token) }, transaction),
        CancellationToken.None);
}
