using Grains.Rules;
using Microsoft.AspNetCore.Http;

namespace Web.Api;

/// <summary>Collects what is wrong with an input, so that a form learns of every field at once.</summary>
public sealed class Fields
{
    private readonly Dictionary<string, Refusal> _wrong = new(StringComparer.Ordinal);

    public bool Any => _wrong.Count > 0;

    public Fields Check(string field, bool right, Refusal refusal)
    {
        if (!right)
        {
            _wrong.TryAdd(field, refusal);
        }

        return this;
    }

    public IResult Refuse() => Answers.Refused(_wrong);
}
