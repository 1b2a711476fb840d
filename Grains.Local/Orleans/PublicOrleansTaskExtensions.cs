namespace Orleans;

/// <summary>Tasks that nobody awaits.</summary>
public static class PublicOrleansTaskExtensions
{
    /// <summary>Observes a fault so that it is not raised as unobserved; whoever calls this has another way to make good.</summary>
    public static void Ignore(this Task task)
    {
        if (!task.IsCompletedSuccessfully)
        {
            _ = task.ContinueWith(static t => _ = t.Exception, CancellationToken.None,
                TaskContinuationOptions.OnlyOnFaulted | TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        }
    }
}
