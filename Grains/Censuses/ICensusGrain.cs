using Grains.Rules;

namespace Grains.Censuses;

/// <summary>A census while it runs and when it is decided on. Key: <c>c-</c> and 22 signs, chosen by whoever opens it.</summary>
[Alias("census-grain")]
public interface ICensusGrain : IGrainWithStringKey
{
    /// <summary>Opens it; the same again answers the same.</summary>
    [Alias("open"), ResponseTimeout(LongCalls.Most)]
    Task<CensusAnswer> Open(OpenCensus command);

    /// <summary>How it stands; null where there is none.</summary>
    [Alias("read"), ReadOnly]
    Task<CensusState?> Read();

    [Alias("answer")]
    Task<CensusAnswer> Answer(AnswerCensus command);

    /// <summary>Ends it; closing a closed one answers how it stands.</summary>
    [Alias("close")]
    Task<CensusAnswer> Close(Actor by);

    [Alias("apply"), ResponseTimeout(LongCalls.Most)]
    Task<CensusAnswer> Apply(ApplyCensus command);
}
