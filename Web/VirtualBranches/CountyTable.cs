using System.Net;
using System.Net.Sockets;

namespace Web.VirtualBranches;

/// <summary>
/// Counties by ranges of addresses, from CSV text: first address, last address, county (id, region or name of a
/// committee); IPv4 and IPv6 mixed, <c>#</c> begins a remark. Private and loopback addresses are found only where a line
/// names them. Ranges must not overlap.
/// </summary>
public sealed class CountyTable : ICountyLookup
{
    private readonly List<(UInt128 First, UInt128 Last, string County)> _ranges = [];

    /// <exception cref="FormatException">A line is wrong; the message says which.</exception>
    public CountyTable(TextReader text)
    {
        ArgumentNullException.ThrowIfNull(text);
        for (var number = 1; text.ReadLine() is { } line; number++)
        {
            var cells = line.Split(',', StringSplitOptions.TrimEntries);
            if (line.TrimStart() is "" or ['#', ..])
            {
                continue;
            }

            if (cells.Length < 3 || !IPAddress.TryParse(cells[0], out var first) || !IPAddress.TryParse(cells[1], out var last)
                || cells[2].Length == 0 || Number(first) > Number(last))
            {
                throw new FormatException($"line {number}: first address, last address and county are needed");
            }

            _ranges.Add((Number(first), Number(last), cells[2]));
        }

        _ranges.Sort(static (a, b) => a.First.CompareTo(b.First));
        for (var i = 1; i < _ranges.Count; i++)
        {
            if (_ranges[i].First <= _ranges[i - 1].Last)
            {
                throw new FormatException($"two ranges overlap at {_ranges[i].County}");
            }
        }
    }

    /// <summary>Reads the file at <paramref name="path"/>.</summary>
    public static CountyTable Open(string path)
    {
        using var file = File.OpenText(path);
        return new CountyTable(file);
    }

    public string? Find(IPAddress address)
    {
        ArgumentNullException.ThrowIfNull(address);
        var sought = Number(address);
        var (low, high) = (0, _ranges.Count - 1);
        while (low <= high)
        {
            var middle = (low + high) / 2;
            if (sought < _ranges[middle].First)
            {
                high = middle - 1;
            }
            else if (sought > _ranges[middle].Last)
            {
                low = middle + 1;
            }
            else
            {
                return _ranges[middle].County;
            }
        }

        return null;
    }

    // IPv4 as the IPv6 addresses that stand for it, so that one order holds both.
    private static UInt128 Number(IPAddress address)
    {
        Span<byte> bytes = stackalloc byte[16];
        (address.AddressFamily == AddressFamily.InterNetwork ? address.MapToIPv6() : address).TryWriteBytes(bytes, out _);
        return System.Buffers.Binary.BinaryPrimitives.ReadUInt128BigEndian(bytes);
    }
}
