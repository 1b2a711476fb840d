using Microsoft.AspNetCore.SignalR;

namespace Web.Live.Connections;

/// <summary>
/// What SignalR's manager offers and this hub does not use: broadcasts, groups and users. They would wait for their
/// slowest reader or scan every connection, so calling one is a mistake that shows at once.
/// </summary>
public sealed partial class HubConnections
{
    private const string Why = "The hub sends through rooms and its own member map.";

    public override Task AddToGroupAsync(string connectionId, string groupName, CancellationToken cancellationToken = default) => throw new NotSupportedException(Why);

    public override Task RemoveFromGroupAsync(string connectionId, string groupName, CancellationToken cancellationToken = default) => throw new NotSupportedException(Why);

    public override Task SendAllAsync(string methodName, object?[] args, CancellationToken cancellationToken = default) => throw new NotSupportedException(Why);

    public override Task SendAllExceptAsync(string methodName, object?[] args, IReadOnlyList<string> excludedConnectionIds, CancellationToken cancellationToken = default) => throw new NotSupportedException(Why);

    public override Task SendConnectionAsync(string connectionId, string methodName, object?[] args, CancellationToken cancellationToken = default) => throw new NotSupportedException(Why);

    public override Task SendConnectionsAsync(IReadOnlyList<string> connectionIds, string methodName, object?[] args, CancellationToken cancellationToken = default) => throw new NotSupportedException(Why);

    public override Task SendGroupAsync(string groupName, string methodName, object?[] args, CancellationToken cancellationToken = default) => throw new NotSupportedException(Why);

    public override Task SendGroupExceptAsync(string groupName, string methodName, object?[] args, IReadOnlyList<string> excludedConnectionIds, CancellationToken cancellationToken = default) => throw new NotSupportedException(Why);

    public override Task SendGroupsAsync(IReadOnlyList<string> groupNames, string methodName, object?[] args, CancellationToken cancellationToken = default) => throw new NotSupportedException(Why);

    public override Task SendUserAsync(string userId, string methodName, object?[] args, CancellationToken cancellationToken = default) => throw new NotSupportedException(Why);

    public override Task SendUsersAsync(IReadOnlyList<string> userIds, string methodName, object?[] args, CancellationToken cancellationToken = default) => throw new NotSupportedException(Why);
}
