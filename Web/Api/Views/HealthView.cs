namespace Web.Api.Views;

/// <summary>Whether the process runs.</summary>
public sealed record LiveView(string Status);

/// <summary>Whether the hub can serve; <paramref name="Protocol"/> is the version of docs/protocol.md.</summary>
public sealed record ReadyView(string Status, string Runtime, string Database, string Version, string Protocol, long Members);
