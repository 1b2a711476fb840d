using System.Globalization;

namespace Orleans;

/// <summary>How long callers of this method of a grain interface wait, instead of as long as for any other method.</summary>
/// <param name="timeout">As <see cref="TimeSpan.Parse(string)"/> reads it.</param>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ResponseTimeoutAttribute(string timeout) : Attribute
{
    /// <summary>The time; after it the outcome of the call is unknown to the caller.</summary>
    public TimeSpan? Timeout { get; init; } = TimeSpan.Parse(timeout, CultureInfo.InvariantCulture);
}
