using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.SignalR;
using Web.Live.Rooms;
using Web.Live.Sockets;

namespace Web.Live.Connections;

/// <summary>The way out to one client. What is encoded already goes past SignalR.</summary>
public abstract class Outlet
{
    public abstract string Id { get; }

    /// <summary>Hands the bytes over; incomplete while the client's buffer is full.</summary>
    public abstract ValueTask WriteAsync(ReadyMessage message);

    /// <summary>The answer that seats it is being written: once it is out, the seat is ready.</summary>
    public virtual void Seat(RelaySeat seat) => seat.Ready = true;

    /// <summary>Ends the connection once what was written is out.</summary>
    public abstract void Abort();

    /// <summary>Ends the connection although a write is stuck.</summary>
    public virtual void Cut() => Abort();
}

/// <summary>A SignalR connection as an outlet.</summary>
public sealed class HubOutlet(HubConnectionContext connection) : Outlet
{
    public override string Id => connection.ConnectionId;

    private readonly SocketConnection _socket = connection.Features.GetRequiredFeature<SocketConnection>();

    public override ValueTask WriteAsync(ReadyMessage message) => _socket.SendAsync(message);

    public override void Seat(RelaySeat seat) => _socket.AfterAnswer(() => seat.Ready = true);

    public override void Abort() => connection.Abort();

    public override void Cut() => _socket.Abort();
}
