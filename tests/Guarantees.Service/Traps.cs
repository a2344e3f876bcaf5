namespace Reliability.Guarantees;

/// <summary>
/// Steps at which one of several processes stops for good, so that whoever set the trap can kill it at exactly this step. A trap is a file,
/// and the process that is the first to rename it is caught: its other threads go on, so that it seems alive.
/// </summary>
/// <param name="folder">Where the files are.</param>
/// <param name="process">The number of this process.</param>
internal sealed class Traps(string folder, int process)
{
    /// <summary>A deployment was decided and is not recorded.</summary>
    public const string BeforeDeployment = "before-deployment";

    /// <summary>A deployment was recorded and nothing else was done.</summary>
    public const string AfterDeployment = "after-deployment";

    /// <summary>The history of deployments is read, to decide whether one is to be recorded.</summary>
    public const string LookAtDeployments = "look-at-deployments";

    /// <summary>An incident was opened or changed by alerts, and how far they were followed is not stored.</summary>
    public const string BeforePosition = "before-position";

    private const string Caught = ".caught";

    public static void Set(string folder, string step) => File.WriteAllBytes(Path.Combine(folder, step), []);

    /// <summary>Returns the number of the process that was caught at a step, and removes the trap; null if none was.</summary>
    public static int? Take(string folder, string step)
    {
        string? file = Directory.EnumerateFiles(folder, $"{step}.*{Caught}").FirstOrDefault();
        if (file is null)
        {
            return null;
        }

        File.Delete(file);
        return int.Parse(Path.GetFileName(file).Split('.')[1], provider: null);
    }

    /// <summary>Never returns if a trap is set at this step and no other process was caught by it.</summary>
    public Task PassAsync(string step) => IsCaught(step) ? new TaskCompletionSource().Task : Task.CompletedTask;

    /// <summary>Leaves a mark if it was asked for, and goes on.</summary>
    public void Mark(string step) => _ = IsCaught(step);

    private bool IsCaught(string step)
    {
        string trap = Path.Combine(folder, step);
        if (!File.Exists(trap))
        {
            return false;
        }

        try
        {
            File.Move(trap, $"{trap}.{process}{Caught}");
            return true;
        }
        catch (FileNotFoundException)
        {
            return false; // Another process was faster.
        }
    }
}
