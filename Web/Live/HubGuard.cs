using Grains.Rules;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.Logging;
using Web.Live.Connections;
using Web.Live.Node;
using Web.Live.Wire;

namespace Web.Live;

/// <summary>
/// Stands before every method: counts refusals against the connection's budget and turns whatever is thrown into the
/// answer "busy", so that no detail leaves the hub. The log gets the fault's type, never what the client sent.
/// </summary>
public sealed partial class HubGuard(HubConnections connections, LiveMeter meter, ILogger<HubGuard> logger) : IHubFilter
{
    public async ValueTask<object?> InvokeMethodAsync(HubInvocationContext invocationContext, Func<HubInvocationContext, ValueTask<object?>> next)
    {
        object? answer;
        try
        {
            answer = await next(invocationContext);
        }
        catch (Exception fault)
        {
            LogFault(invocationContext.HubMethodName, fault.GetType().Name);
            answer = new Done(Rulebook.Busy);
        }

        if (answer is IHubAnswer { Refusal: { } refusal })
        {
            meter.Refusal(refusal.Rule);
            Count(invocationContext);
        }

        return answer;
    }

    private void Count(HubInvocationContext invocationContext)
    {
        if (connections.Find(invocationContext.Context.ConnectionId) is { } me && me.Errors.Error())
        {
            connections.Farewell(me, ByeCode.TooManyErrors);
        }
    }

    [LoggerMessage(EventId = 2201, Level = LogLevel.Warning, Message = "{Method} failed: {Fault}")]
    private partial void LogFault(string method, string fault);
}
