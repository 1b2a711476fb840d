using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Web.Live;
using Web.Tests.Support;

namespace Web.Tests.Attacks;

/// <summary>S12: who comes and says nothing, and who comes too often.</summary>
public sealed class IdleTests : IAsyncLifetime
{
    private static readonly TimeSpan Most = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(40);
    private readonly HubServer _hub = new();

    public async Task InitializeAsync()
    {
        await _hub.InitializeAsync();
        _hub.Services.GetRequiredService<LiveOptions>().ConnectionsPerAddress = 3;
    }

    public Task DisposeAsync() => _hub.DisposeAsync();

    [Fact]
    [Trait("Category", "Slow")]
    public async Task S12_a_connection_without_a_request_or_with_half_of_one_is_closed_within_fifteen_seconds()
    {
        string[] beginnings = ["", "GET /hub HT", "GET /hub HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\n"];
        var lasted = await Task.WhenAll(beginnings.Select(async beginning =>
        {
            using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            await socket.ConnectAsync(IPAddress.Loopback, new Uri(_hub.Origin).Port);
            await socket.SendAsync(Encoding.ASCII.GetBytes(beginning));
            var clock = Stopwatch.StartNew();
            using var patience = new CancellationTokenSource(Patience);
            var buffer = new byte[1024];
            while (await socket.ReceiveAsync(buffer, patience.Token) > 0)
            {
                // A refusal may come first.
            }

            return clock.Elapsed;
        }));

        Assert.All(lasted, static time => Assert.InRange(time, TimeSpan.Zero, Most));
    }

    [Fact]
    public async Task S12_one_address_holds_so_many_sockets_and_no_more()
    {
        using var caller = await _hub.SignInAsync(Tenant.Member);
        var held = new List<HubSocket>();
        for (var i = 0; i < 3; i++)
        {
            held.Add(await HubSocket.OpenAsync(_hub.Origin, caller.Token, _hub.Origin));
            Assert.Equal(101, held[^1].Status);
        }

        using (var refused = await HubSocket.OpenAsync(_hub.Origin, caller.Token, _hub.Origin))
        {
            Assert.Equal(503, refused.Status);
        }

        held[0].Dispose();
        using var patience = new CancellationTokenSource(Patience);
        HubSocket? again = null;
        while (again is not { Status: 101 })
        {
            patience.Token.ThrowIfCancellationRequested();
            again?.Dispose();
            again = await HubSocket.OpenAsync(_hub.Origin, caller.Token, _hub.Origin);
        }

        again.Dispose();
        held.ForEach(static socket => socket.Dispose());
    }
}
