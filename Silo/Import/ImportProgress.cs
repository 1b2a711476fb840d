using System.Globalization;
using Spectre.Console;
using Storage.Organisation;

namespace Silo.Import;

/// <summary>
/// How far an import is, on stderr: a bar on a terminal, else a line every ten percent of each stage. Cheap enough to be
/// told often; disposing ends the bar.
/// </summary>
internal abstract class ImportProgress : IProgress<RosterProgress>, IDisposable
{
    /// <summary>A bar only where <paramref name="error"/> is this process's own terminal.</summary>
    public static ImportProgress Start(TextWriter error) =>
        error == Console.Error && !Console.IsErrorRedirected ? new Bar(error) : new Lines(error);

    /// <param name="share">0–1.</param>
    public abstract void Report(string stage, double share);

    public void Report(RosterProgress value) =>
        Report("write", value.Total == 0 ? 1 : (double)value.Rows / value.Total);

    public abstract void Dispose();

    private sealed class Lines(TextWriter error) : ImportProgress
    {
        private string _stage = "";
        private int _tenths;

        public override void Report(string stage, double share)
        {
            if (stage != _stage)
            {
                (_stage, _tenths) = (stage, 0);
            }
            var tenths = (int)(share * 10);
            if (tenths > _tenths)
            {
                _tenths = tenths;
                error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{stage} {tenths * 10} %"));
            }
        }

        public override void Dispose()
        {
        }
    }

    private sealed class Bar : ImportProgress
    {
        private readonly TaskCompletionSource _done = new();
        private readonly Task _drawn;
        private readonly Dictionary<string, ProgressTask> _stages = [];
        private readonly ProgressContext _context;

        public Bar(TextWriter error)
        {
            var started = new TaskCompletionSource<ProgressContext>();
            var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(error) });
            _drawn = console.Progress().AutoClear(true).StartAsync(context =>
            {
                started.SetResult(context);
                return _done.Task;
            });
            _context = started.Task.GetAwaiter().GetResult();
        }

        public override void Report(string stage, double share)
        {
            lock (_stages)
            {
                if (!_stages.TryGetValue(stage, out var task))
                {
                    _stages[stage] = task = _context.AddTask(stage, maxValue: 1);
                }
                task.Value = share;
            }
        }

        public override void Dispose()
        {
            _done.TrySetResult();
            _drawn.GetAwaiter().GetResult();
        }
    }
}
