using System.Security.Cryptography;
using Web.Live.Connections;

namespace Web.Live.Sockets;

/// <summary>
/// How many handshakes a node takes on: so many a second, so many at once of one address. Whoever is too many is told
/// when to try again, at a random moment, before anything is read for them: thousands who come back after a restart come in one
/// after the other instead of all failing together.
/// </summary>
public sealed class Admission(LiveOptions options, TimeProvider time)
{
    private const int RetryLeastSeconds = 1, RetryMostSeconds = 10;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, int> _addresses = new(StringComparer.Ordinal);
    private readonly double _rate = options.HandshakesPerCore * Environment.ProcessorCount;
    private double _tokens = options.HandshakesPerCore * Environment.ProcessorCount;
    private long _filledAt = time.Milliseconds();

    /// <summary>Takes a handshake of this second; false: there is none left.</summary>
    public bool TryTake()
    {
        if (_rate <= 0)
        {
            return true;
        }

        lock (_gate)
        {
            var now = time.Milliseconds();
            _tokens = Math.Min(_rate, _tokens + (_rate * (now - _filledAt) / 1_000));
            _filledAt = now;
            if (_tokens < 1)
            {
                return false;
            }

            _tokens--;
            return true;
        }
    }

    /// <summary>Takes one of an address's connections; false: it has as many as it may. Give it back with <see cref="Leave"/>.</summary>
    public bool TryEnter(string address)
    {
        lock (_gate)
        {
            var held = _addresses.GetValueOrDefault(address);
            if (options.ConnectionsPerAddress > 0 && held >= options.ConnectionsPerAddress)
            {
                return false;
            }

            _addresses[address] = held + 1;
            return true;
        }
    }

    public void Leave(string address)
    {
        lock (_gate)
        {
            if (--_addresses[address] == 0)
            {
                _addresses.Remove(address);
            }
        }
    }

    /// <summary>When to try again: a whole second at random, so that those turned away do not return together.</summary>
    public static TimeSpan RetryAfter() => TimeSpan.FromSeconds(RandomNumberGenerator.GetInt32(RetryLeastSeconds, RetryMostSeconds + 1));
}
