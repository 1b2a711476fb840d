namespace Bench.Fuzz;

/// <summary>Makes new inputs of a corpus: bits flipped, bytes repeated, cut, put in, and pieces of one in another. Same seed, same inputs.</summary>
public sealed class Mutator(IReadOnlyList<byte[]> corpus, int seed)
{
    private const int StepsMost = 8;
    private const int LengthMost = 64 * 1024;
    // What parsers trip over: separators, quotes, ends, signs of other encodings.
    private static readonly byte[][] Words =
    [
        [0], [0xFF], [0x1E], "\""u8.ToArray(), "\\"u8.ToArray(), "{"u8.ToArray(), "]"u8.ToArray(), ","u8.ToArray(), "\r\n"u8.ToArray(),
        "null"u8.ToArray(), "-1"u8.ToArray(), "1e400"u8.ToArray(), "99999999999999999999"u8.ToArray(), "\\ud800"u8.ToArray(),
        [0xED, 0xA0, 0x80], [0xC0, 0x80], [0xEF, 0xBB, 0xBF], [0xFF, 0xFE], "党"u8.ToArray(), "\u202E"u8.ToArray(),
    ];

    private readonly Random _random = new(seed);

    public byte[] Next()
    {
        var input = corpus[_random.Next(corpus.Count)].ToList();
        for (var steps = _random.Next(1, StepsMost + 1); steps > 0; steps--)
        {
            Step(input);
        }

        return input.Count > LengthMost ? [.. input.Take(LengthMost)] : [.. input];
    }

    private void Step(List<byte> input)
    {
        var at = _random.Next(input.Count + 1);
        var length = Math.Min(_random.Next(1, 64), input.Count - at);
        switch (_random.Next(7))
        {
            case 0 when at < input.Count:
                input[at] ^= (byte)(1 << _random.Next(8));
                break;
            case 1 when length > 0:
                input.RemoveRange(at, length);
                break;
            case 2 when length > 0:
                var again = input.GetRange(at, length);
                for (var times = _random.Next(1, 20); times > 0; times--)
                {
                    input.InsertRange(at, again);
                }

                break;
            case 3:
                input.InsertRange(at, Words[_random.Next(Words.Length)]);
                break;
            case 4:
                var other = corpus[_random.Next(corpus.Count)];
                var from = _random.Next(other.Length + 1);
                input.InsertRange(at, other.AsSpan(from, Math.Min(_random.Next(200), other.Length - from)).ToArray());
                break;
            case 5 when at < input.Count:
                input[at] = (byte)_random.Next(256);
                break;
            default:
                input.RemoveRange(at, input.Count - at);
                break;
        }
    }
}
