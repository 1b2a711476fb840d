using System.Net.WebSockets;
using System.Text;
using Bench.Client;
using Web.Tests.Support;

namespace Web.Tests.Live;

/// <summary>S1, S2, S12: what a hostile peer may send down the socket. Its own connection closes; nobody else notices.</summary>
public sealed class RawSocketTests(HubServer server) : IClassFixture<HubServer>
{
    private const char End = '\u001e';
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    public static TheoryData<string, byte[]> Malformed => new()
    {
        { "no JSON", Bytes("nonsense" + End) },
        { "an array", Bytes("[1,2,3]" + End) },
        { "truncated", Bytes("{\"type\":1,\"target\":\"Join\",\"argum" + End) },
        { "a type that is none", Bytes("{\"type\":\"x\"}" + End) },
        { "nested 10,000 deep", Bytes("{\"type\":1,\"target\":\"Join\",\"arguments\":[" + new string('[', 10_000) + new string(']', 10_000) + "]}" + End) },
        { "bad UTF-8", [.. Bytes("{\"type\":1,\"target\":\""), 0xFF, 0xFE, .. Bytes("\",\"arguments\":[]}" + End)] },
        { "33 KB", Bytes("{\"type\":1,\"target\":\"" + new string('x', 33 * 1024) + "\",\"arguments\":[]}" + End) },
        { "1 MB without an end", Bytes(new string('x', 1024 * 1024)) },
        { "thousands of tiny frames", Bytes(string.Concat(Enumerable.Repeat("{\"type\":6}" + End, 3_000))) },
    };

    [Theory]
    [MemberData(nameof(Malformed))]
    public async Task S1_S2_only_the_connection_that_sent_it_closes(string what, byte[] frame)
    {
        var gathering = await server.OpenAsync();
        await using var bystander = await RoomClient.EnterAsync(server, Tenant.Officer, gathering);
        using var hostile = await ConnectAsync(Tenant.Member);

        await SendAsync(hostile, frame);

        Assert.True(await EndsAsync(hostile), what);
        Assert.True((await bystander.Hub.Ask("Extend", gathering, 1)).GetProperty("ok").GetBoolean());
    }

    [Fact]
    public async Task A_huge_id_and_wrong_arguments_are_answered_without_detail()
    {
        using var socket = await ConnectAsync(Tenant.Member);
        await SendAsync(socket, Bytes("{\"type\":1,\"invocationId\":\"1\",\"target\":\"Join\",\"arguments\":[\"" + new string('9', 20_000) + "\",null,null]}" + End));
        var refused = await ReceiveAsync(socket);
        await SendAsync(socket, Bytes("{\"type\":1,\"invocationId\":\"2\",\"target\":\"Join\",\"arguments\":[{}]}" + End));
        var unbound = await ReceiveAsync(socket);

        Assert.Contains("request.invalid", refused, StringComparison.Ordinal);
        Assert.Contains("\"error\"", unbound, StringComparison.Ordinal);
        Assert.DoesNotContain("Exception", unbound, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("hub-session=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public async Task S12_without_a_session_there_is_no_socket(string? cookie)
    {
        using var socket = new ClientWebSocket();
        socket.Options.SetRequestHeader("Origin", server.Origin);
        if (cookie is not null)
        {
            socket.Options.SetRequestHeader("Cookie", cookie);
        }

        await Assert.ThrowsAsync<WebSocketException>(() => socket.ConnectAsync(Address, CancellationToken.None));
    }

    [Fact]
    public async Task A_session_that_has_to_set_a_password_gets_no_socket()
    {
        using var caller = await server.SignInAsync(Tenant.MustChange);
        using var socket = new ClientWebSocket();
        socket.Options.SetRequestHeader("Origin", server.Origin);
        socket.Options.SetRequestHeader("Cookie", $"hub-session={caller.Token}");

        await Assert.ThrowsAsync<WebSocketException>(() => socket.ConnectAsync(Address, CancellationToken.None));
    }

    private Uri Address => new(server.Origin.Replace("http", "ws", StringComparison.Ordinal) + "/hub");

    private async Task<ClientWebSocket> ConnectAsync(Person person)
    {
        using var caller = await server.SignInAsync(person);
        var socket = new ClientWebSocket();
        socket.Options.SetRequestHeader("Origin", server.Origin);
        socket.Options.SetRequestHeader("Cookie", $"hub-session={caller.Token}");
        await socket.ConnectAsync(Address, CancellationToken.None);
        await SendAsync(socket, Bytes("{\"protocol\":\"json\",\"version\":1}" + End));
        Assert.Equal("{}" + End, await ReceiveAsync(socket));
        return socket;
    }

    // Other than text is sent as binary: the protocol's own framing is what is under test.
    private static async Task SendAsync(ClientWebSocket socket, byte[] bytes)
    {
        try
        {
            await socket.SendAsync(bytes, WebSocketMessageType.Binary, true, CancellationToken.None);
        }
        catch (WebSocketException)
        {
            // The hub closed while it was being sent.
        }
    }

    private static async Task<string> ReceiveAsync(ClientWebSocket socket)
    {
        var buffer = new byte[64 * 1024];
        var got = await socket.ReceiveAsync(buffer, CancellationToken.None).WaitAsync(Patience);
        return Encoding.UTF8.GetString(buffer, 0, got.Count);
    }

    private static async Task<bool> EndsAsync(ClientWebSocket socket)
    {
        var buffer = new byte[64 * 1024];
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            while ((await socket.ReceiveAsync(buffer, patience.Token)).MessageType != WebSocketMessageType.Close)
            {
            }

            return true;
        }
        catch (WebSocketException)
        {
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);
}
