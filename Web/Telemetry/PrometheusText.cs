using System.Globalization;
using System.Text;

namespace Web.Telemetry;

/// <summary>Writes figures in the Prometheus text format, version 0.0.4: names with underscores and their unit, counters with <c>_total</c>.</summary>
public static class PrometheusText
{
    public const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    public static string Write(IEnumerable<Recorded> all)
    {
        var text = new StringBuilder(16 * 1024);
        foreach (var recorded in all)
        {
            var series = recorded.All();
            if (series.Length == 0)
            {
                continue;
            }

            var name = NameOf(recorded);
            var type = recorded.Keeping switch { Keeping.Counter => "counter", Keeping.Histogram => "histogram", _ => "gauge" };
            if (recorded.Description.Length > 0)
            {
                text.Append("# HELP ").Append(name).Append(' ').Append(recorded.Description.Replace("\\", "\\\\", StringComparison.Ordinal).ReplaceLineEndings("\\n")).Append('\n');
            }

            text.Append("# TYPE ").Append(name).Append(' ').Append(type).Append('\n');
            foreach (var one in series)
            {
                if (recorded.Keeping == Keeping.Histogram)
                {
                    Histogram(text, name, one, recorded.Bounds);
                }
                else
                {
                    Line(text, name, "", one.Labels, one.Read().Value);
                }
            }
        }

        return text.ToString();
    }

    /// <summary>Tags as labels, ordered by name so that the same tags are one series.</summary>
    public static string Labels(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var ordered = tags.ToArray();
        Array.Sort(ordered, static (one, other) => string.CompareOrdinal(one.Key, other.Key));
        var text = new StringBuilder();
        foreach (var (name, value) in ordered)
        {
            text.Append(text.Length > 0 ? "," : "").Append(Plain(name)).Append("=\"")
                .Append(Convert.ToString(value, CultureInfo.InvariantCulture)?
                    .Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).ReplaceLineEndings("\\n"))
                .Append('"');
        }

        return text.ToString();
    }

    private static void Histogram(StringBuilder text, string name, Series series, double[] bounds)
    {
        var (sum, count, buckets) = series.Read();
        var below = 0L;
        var comma = series.Labels.Length > 0 ? "," : "";
        for (var i = 0; i < bounds.Length; i++)
        {
            below += buckets[i];
            Line(text, name, "_bucket", $"{series.Labels}{comma}le=\"{bounds[i].ToString(CultureInfo.InvariantCulture)}\"", below);
        }

        Line(text, name, "_bucket", $"{series.Labels}{comma}le=\"+Inf\"", count);
        Line(text, name, "_sum", series.Labels, sum);
        Line(text, name, "_count", series.Labels, count);
    }

    private static void Line(StringBuilder text, string name, string suffix, string labels, double value)
    {
        text.Append(name).Append(suffix);
        if (labels.Length > 0)
        {
            text.Append('{').Append(labels).Append('}');
        }

        text.Append(' ').Append(value.ToString("R", CultureInfo.InvariantCulture)).Append('\n');
    }

    private static string NameOf(Recorded recorded)
    {
        var name = Plain(recorded.Name);
        var unit = recorded.Unit switch { "ms" => "_milliseconds", "s" => "_seconds", "By" => "_bytes", _ => "" };
        name = name.EndsWith(unit, StringComparison.Ordinal) ? name : name + unit;
        return recorded.Keeping == Keeping.Counter && !name.EndsWith("_total", StringComparison.Ordinal) ? name + "_total" : name;
    }

    private static string Plain(string name) => string.Concat(name.Select(static c => char.IsAsciiLetterOrDigit(c) ? c : '_'));
}
