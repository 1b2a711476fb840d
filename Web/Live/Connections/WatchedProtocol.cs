using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Protocol;
using Web.Live.Wire;

namespace Web.Live.Connections;

/// <summary>
/// SignalR's protocol on one connection, watched on both ways: what comes in is counted (a call that cannot be bound
/// is an error, more messages than anyone types are a flood), and when the answer to Join has gone out the seat gets
/// its frames, so that no frame overtakes the answer. A malformed message ends this connection and no other.
/// </summary>
public sealed class WatchedProtocol(IHubProtocol inner, LiveConnection connection, Action<LiveConnection> spent) : IHubProtocol
{
    public string Name => inner.Name;
    public int Version => inner.Version;
    public TransferFormat TransferFormat => inner.TransferFormat;

    public bool IsVersionSupported(int version) => inner.IsVersionSupported(version);

    public ReadOnlyMemory<byte> GetMessageBytes(HubMessage message) => inner.GetMessageBytes(message);

    public void WriteMessage(HubMessage message, IBufferWriter<byte> output)
    {
        inner.WriteMessage(message, output);
        if (message is CompletionMessage { Result: Joined { Seat: { } seat } })
        {
            connection.Seat(seat);
        }
    }

    public bool TryParseMessage(ref ReadOnlySequence<byte> input, IInvocationBinder binder, [NotNullWhen(true)] out HubMessage? message)
    {
        if (!inner.TryParseMessage(ref input, binder, out message))
        {
            return false;
        }

        if (connection.Errors.Message() || (message is InvocationBindingFailureMessage && connection.Errors.Error()))
        {
            spent(connection);
        }

        // Streams are not part of the protocol; a stream item or its end would find nobody.
        return connection.Gone ? throw new InvalidDataException("The connection is closing.") : true;
    }
}
