using System.Collections.Concurrent;
using Grains.Gateways;
using Grains.Members;
using Microsoft.Extensions.Logging;
using Web.Live.Connections;

namespace Web.Live.Node;

/// <summary>
/// Tells each member's grain that this node holds a device of the member, and renews it long before the lease ends.
/// What fails is tried again at the next turn; until then pushes are missed and replayed at the next Hello.
/// </summary>
public sealed partial class Attachments(LiveOptions options, ILiveGrains grains, TimeProvider time, ILogger<Attachments> logger)
{
    private static readonly long RenewMilliseconds = (long)(MemberLimits.AttachLease / 2).TotalMilliseconds;
    /// <summary>Renewals in one turn of a second: they spread by themselves as members come at different times.</summary>
    public const int RenewalsMost = 1_000;

    private readonly ConcurrentDictionary<string, long> _attachedAt = new(StringComparer.Ordinal);

    /// <summary>The reference that grains call; set once before the first connection.</summary>
    public IGatewayObserver? Ear { get; set; }

    public void Changed(LiveConnection connection, bool here)
    {
        var member = connection.Member;
        if (here)
        {
            _ = Attach(member);
        }
        else if (_attachedAt.TryRemove(member, out _))
        {
            _ = Try(grains.Member(member).Detach(options.Node));
        }
    }

    public void Renew()
    {
        var now = time.Milliseconds();
        foreach (var member in _attachedAt.Where(a => now - a.Value >= RenewMilliseconds).Select(static a => a.Key).Take(RenewalsMost))
        {
            _ = Attach(member);
        }
    }

    private async Task Attach(string member)
    {
        _attachedAt[member] = time.Milliseconds();
        if (Ear is { } ear && !await Try(grains.Member(member).Attach(options.Node, ear)))
        {
            // Due again at the next turn.
            _attachedAt.TryUpdate(member, 0, _attachedAt.GetValueOrDefault(member));
        }
    }

    private async Task<bool> Try(Task call)
    {
        try
        {
            await call;
            return true;
        }
        catch (Exception fault)
        {
            LogAttach(fault.GetType().Name);
            return false;
        }
    }

    [LoggerMessage(EventId = 2601, Level = LogLevel.Warning, Message = "Attaching a member failed: {Fault}")]
    private partial void LogAttach(string fault);
}
