using Microsoft.Extensions.Hosting;

namespace Web.Hosting;

/// <summary>Whether this node takes visitors: from the end of its start to the beginning of its stop.</summary>
public sealed class HubReadiness(IHostApplicationLifetime lifetime)
{
    public bool Ready => lifetime.ApplicationStarted.IsCancellationRequested && !lifetime.ApplicationStopping.IsCancellationRequested;
}
