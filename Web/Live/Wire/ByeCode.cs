namespace Web.Live.Wire;

/// <summary>Why the hub closes a connection, and what the client should do. A closed catalogue (protocol §3).</summary>
public sealed record ByeCode(string Code, string Zh, string En)
{
    /// <summary>Sign in again.</summary>
    public static readonly ByeCode SignedOut = new("signed-out", "登录已失效，请重新登录。", "Your session has ended; please sign in again.");
    /// <summary>Return after the time told.</summary>
    public static readonly ByeCode Slow = new("slow", "网络较慢，正在重新连接。", "The connection could not keep up; reconnecting.");
    /// <summary>Return after the time told.</summary>
    public static readonly ByeCode Draining = new("draining", "系统正在重启，马上自动恢复。", "The hub is restarting; you will be reconnected.");
    /// <summary>Return after the time told.</summary>
    public static readonly ByeCode TooManyErrors = new("too-many-errors", "请求出错过多，请稍候。", "Too many faulty requests; please wait a moment.");
    /// <summary>Do not return by itself.</summary>
    public static readonly ByeCode TooManyConnections = new("too-many-connections", "您在其他设备上打开了过多的连接。", "You have too many connections open on other devices.");

    public static readonly IReadOnlyList<ByeCode> All = [SignedOut, Slow, Draining, TooManyErrors, TooManyConnections];
}
