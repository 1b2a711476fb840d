using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Grains.Tests;
using Microsoft.Extensions.DependencyInjection;
using Web.Live;
using Web.Live.Sockets;
using Web.Tests.Support;

namespace Web.Tests.Live;

/// <summary>What a node takes on: handshakes a second, connections of one address, sockets that ask for nothing.</summary>
public sealed class AdmissionTests(HubServer server) : IClassFixture<HubServer>
{
    [Fact]
    public void Handshakes_of_a_second_are_bounded_and_come_back_with_time()
    {
        var clock = new FakeClock();
        var most = 3 * Environment.ProcessorCount;
        var admission = new Admission(new LiveOptions { HandshakesPerCore = 3 }, clock);

        Assert.Equal(most, Enumerable.Range(0, most * 3).Count(_ => admission.TryTake()));
        clock.Advance(TimeSpan.FromMilliseconds(500));
        Assert.InRange(Enumerable.Range(0, most * 3).Count(_ => admission.TryTake()), (most / 2) - 1, (most / 2) + 1);
        clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(most, Enumerable.Range(0, most * 3).Count(_ => admission.TryTake()));
    }

    [Fact]
    public void Connections_of_an_address_are_bounded_and_given_back()
    {
        var admission = new Admission(new LiveOptions { ConnectionsPerAddress = 2 }, new FakeClock());

        Assert.True(admission.TryEnter("a") && admission.TryEnter("a"));
        Assert.False(admission.TryEnter("a"));
        Assert.True(admission.TryEnter("b"));
        admission.Leave("a");
        Assert.True(admission.TryEnter("a"));
    }

    [Fact]
    public async Task Who_is_one_too_many_is_told_when_to_return_before_anything_is_read()
    {
        var options = server.Services.GetRequiredService<LiveOptions>();
        var before = options.ConnectionsPerAddress;
        using var caller = await server.SignInAsync(Tenant.Member);
        try
        {
            using var first = await HubSocket.OpenAsync(server.Origin, caller.Token, server.Origin);
            Assert.Equal(101, first.Status);
            options.ConnectionsPerAddress = 1;
            using var second = await HubSocket.OpenAsync(server.Origin, caller.Token, server.Origin);
            Assert.Equal(503, second.Status);

            var request = new HttpRequestMessage(HttpMethod.Get, "/hub");
            request.Headers.Add("Origin", server.Origin);
            var turnedAway = (await caller.SendAsync(request)).Expect(HttpStatusCode.ServiceUnavailable, "hub.busy");
            Assert.InRange(int.Parse(turnedAway.Header("Retry-After")!, CultureInfo.InvariantCulture), 1, 10);
        }
        finally
        {
            options.ConnectionsPerAddress = before;
        }
    }

    [Fact]
    public void Those_turned_away_do_not_return_together() =>
        Assert.True(Enumerable.Range(0, 200).Select(static _ => Admission.RetryAfter()).Distinct().Count() > 5);

    [Fact, Trait("Category", "Slow")]
    public async Task S12_a_socket_that_asks_for_nothing_is_closed_within_15_seconds()
    {
        using var silent = new TcpClient();
        await silent.ConnectAsync(IPAddress.Loopback, new Uri(server.Origin).Port);
        var stream = silent.GetStream();
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(15));
        Assert.Equal(0, await stream.ReadAsync(new byte[1], patience.Token));
    }
}
