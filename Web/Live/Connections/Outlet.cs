using Microsoft.AspNetCore.SignalR;
using Web.Live.Sockets;

namespace Web.Live.Connections;

/// <summary>The way out to one client. Writing what is encoded already is all that the live path asks of SignalR.</summary>
public abstract class Outlet
{
    public abstract string Id { get; }

    /// <summary>Hands the bytes over; incomplete while the client's buffer is full.</summary>
    public abstract ValueTask WriteAsync(SerializedHubMessage message);

    /// <summary>Ends the connection once what was written is out.</summary>
    public abstract void Abort();

    /// <summary>Ends the connection although a write is stuck.</summary>
    public virtual void Cut() => Abort();
}

/// <summary>A SignalR connection as an outlet.</summary>
public sealed class HubOutlet(HubConnectionContext connection) : Outlet
{
    public override string Id => connection.ConnectionId;

    public override ValueTask WriteAsync(SerializedHubMessage message) => connection.WriteAsync(message, CancellationToken.None);

    public override void Abort() => connection.Abort();

    public override void Cut() => connection.Features.Get<SocketConnection>()?.Abort();
}
