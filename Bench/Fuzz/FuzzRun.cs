using System.Diagnostics;

namespace Bench.Fuzz;

/// <summary>One target under mutated inputs.</summary>
public static class FuzzRun
{
    /// <summary>An input that takes longer is a fault, like one that throws.</summary>
    public static readonly TimeSpan InputMost = TimeSpan.FromSeconds(1);

    /// <summary>What went wrong with which input; null where all went well.</summary>
    public sealed record Failure(string Target, int Seed, long Round, byte[] Input, string Fault)
    {
        public override string ToString() => $"{Target}, seed {Seed}, input {Round}: {Fault}\n{Convert.ToBase64String(Input)}";
    }

    /// <summary>Tries the corpus and then mutations of it as long as <paramref name="goOn"/> says so of the rounds done.</summary>
    public static (long Rounds, Failure? Failure) Run(Target target, int seed, Func<long, bool> goOn)
    {
        var corpus = Corpus.Of(target.Name);
        var mutator = new Mutator(corpus, seed);
        var round = 0L;
        for (; goOn(round); round++)
        {
            var input = round < corpus.Count ? corpus[(int)round] : mutator.Next();
            var started = Stopwatch.GetTimestamp();
            try
            {
                target.Try(input);
            }
            catch (Exception fault)
            {
                return (round, new Failure(target.Name, seed, round, input, $"{fault.GetType().Name}: {fault.Message}"));
            }

            if (Stopwatch.GetElapsedTime(started) > InputMost)
            {
                return (round, new Failure(target.Name, seed, round, input, "too slow"));
            }
        }

        return (round, null);
    }
}
