namespace Bench.Client;

/// <summary>A member of one room on whatever server is under load.</summary>
public interface IRoomMember : IDisposable
{
    /// <summary>The last message it has, in the server's numbering or, where the server has none, in its own count.</summary>
    long Head { get; }
    long Duplicates { get; }

    Task ConnectAsync(string url, string? token, CancellationToken cancellation);

    Task JoinAsync(string gathering);

    /// <summary>Posts a text that carries the moment; answers whether it was acknowledged, and its number.</summary>
    Task<(bool Ok, long Seq)> PostAsync(string gathering, string clientId, string padding);
}
