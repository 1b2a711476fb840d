using System.Text;
using System.Text.Json;
using System.Threading.Channels;
using Grains.Rules;
using Microsoft.AspNetCore.Http;
using Web.Api;
using Web.Api.Views;

namespace Web.Data;

/// <summary>
/// Answers line by line while the import runs. Progress is told by whoever works, at most some hundred times; one task
/// writes, so the work never waits for a slow reader except where it asks to.
/// </summary>
public sealed class ImportLines : IAsyncDisposable
{
    /// <summary>Lines of the codes' file that go out together.</summary>
    public const int CodesTogether = 500;

    private const double Step = 0.01;

    private static readonly byte[] End = "\n"u8.ToArray();

    private readonly Channel<(ImportLine? Line, TaskCompletionSource? Sent)> _lines = Channel.CreateUnbounded<(ImportLine?, TaskCompletionSource?)>();
    private readonly Task _writing;
    private string _stage = "";
    private double _told;

    public ImportLines(HttpResponse response)
    {
        response.ContentType = "application/x-ndjson; charset=utf-8";
        response.Headers.CacheControl = "private, no-store";
        response.Headers["X-Accel-Buffering"] = "no";
        _writing = Task.Run(() => WriteAllAsync(response));
    }

    public void Tell(string stage, double share)
    {
        if (stage != _stage || share - _told >= Step || share >= 1)
        {
            (_stage, _told) = (stage, share);
            _lines.Writer.TryWrite((new ImportLine("progress") { Stage = stage, Share = Math.Round(Math.Min(1, share), 3) }, null));
        }
    }

    public void Put(ImportLine line) => _lines.Writer.TryWrite((line, null));

    /// <summary>Returns once the line has gone out.</summary>
    public Task WriteAsync(ImportLine line) => SendAsync(line);

    /// <summary>Returns once everything so far has gone out.</summary>
    public Task FlushAsync() => SendAsync(null);

    public Task RefuseAsync(Refusal refusal) => SendAsync(new ImportLine("refused") { Refusal = RefusalView.Of(refusal) });

    public async ValueTask DisposeAsync()
    {
        _lines.Writer.TryComplete();
        await _writing;
    }

    private Task SendAsync(ImportLine? line)
    {
        var sent = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        return _lines.Writer.TryWrite((line, sent)) ? sent.Task : Task.CompletedTask;
    }

    private async Task WriteAllAsync(HttpResponse response)
    {
        await foreach (var (line, sent) in _lines.Reader.ReadAllAsync())
        {
            try
            {
                if (line is not null)
                {
                    await JsonSerializer.SerializeAsync(response.Body, line, ApiJson.Default.ImportLine, response.HttpContext.RequestAborted);
                    await response.Body.WriteAsync(End, response.HttpContext.RequestAborted);
                }

                await response.Body.FlushAsync(response.HttpContext.RequestAborted);
                sent?.TrySetResult();
            }
            catch (Exception fault) when (fault is OperationCanceledException or IOException or ObjectDisposedException)
            {
                // Who hung up hears nothing more; the work stops by the same token.
                sent?.TrySetCanceled();
            }
        }
    }
}

/// <summary>Takes the codes' file line by line and sends it in pieces.</summary>
internal sealed class CodeLines(ImportLines lines) : StringWriter
{
    private readonly StringBuilder _piece = new("\uFEFF");
    private int _count;

    public override void WriteLine(string? value)
    {
        _piece.Append(value).Append("\r\n");
        if (++_count >= ImportLines.CodesTogether)
        {
            Flush();
        }
    }

    public override void Flush()
    {
        if (_piece.Length > 0)
        {
            lines.Put(new ImportLine("codes") { Codes = _piece.ToString() });
            _piece.Clear();
            _count = 0;
        }
    }
}
