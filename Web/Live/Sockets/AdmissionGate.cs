using Grains.Rules;
using Microsoft.AspNetCore.Http;
using Web.Api;
using Web.Live.Node;
using Web.Security;

namespace Web.Live.Sockets;

/// <summary>Stands before everything that a handshake costs (the session's lookup among it) and turns away whom <see cref="Admission"/> does not take.</summary>
public sealed class AdmissionGate(RequestDelegate next, Admission admission, LiveMeter meter)
{
    public async Task InvokeAsync(HttpContext context)
    {
        if (!context.Request.Path.StartsWithSegments(OwnOrigin.LivePath))
        {
            await next(context);
            return;
        }

        var address = Throttle.AddressOf(context);
        if (!admission.TryTake())
        {
            await TurnAway(context, "rate");
        }
        else if (!admission.TryEnter(address))
        {
            await TurnAway(context, "address");
        }
        else
        {
            try
            {
                await next(context);
            }
            finally
            {
                admission.Leave(address);
            }
        }
    }

    private Task TurnAway(HttpContext context, string reason)
    {
        meter.TurnedAway(reason);
        return Answers.Write(context, Rulebook.Busy, retryAfter: Admission.RetryAfter());
    }
}
