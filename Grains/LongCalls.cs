namespace Grains;

/// <summary>
/// A silo waits a few seconds for an answer, because one that has died gives none. Calls that may rightly take longer
/// carry <c>[ResponseTimeout(LongCalls.Most)]</c>: those that rewrite rows of thousands in one transaction (a unit that
/// is transferred, a subtree that is merged, the lines of a census) and the counts, whose first caller waits until
/// everybody is counted. All of them may be sent again. A recount answers at once and is asked how it goes.
/// </summary>
public static class LongCalls
{
    /// <summary>As long as anybody waits, as <see cref="TimeSpan.Parse(string)"/> reads it.</summary>
    public const string Most = "00:01:00";
}
