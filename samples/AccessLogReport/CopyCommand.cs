using System.Text;
using AccessLogReport.Maintenance;
using Reliability.Storage;
using Spectre.Console;

namespace AccessLogReport;

/// <summary>
/// <c>copy --from sqlite:reliability.db --to postgres:CONNECTION</c>: moves to another store. Run again, it goes on where it ended.
/// </summary>
internal static class CopyCommand
{
    public static async Task<int> RunAsync(string[] args, IAnsiConsole console, CancellationToken cancellationToken)
    {
        var options = new CommandOptions(args, "--from", "--to");
        StoreAddress from = StoreAddress.Parse("--from", options.Text("--from"));
        StoreAddress to = StoreAddress.Parse("--to", options.Text("--to"));
        if (from == to)
        {
            throw new UsageException("--from and --to are the same store.");
        }

        if (from.Kind == "sqlite" && !File.Exists(from.Target))
        {
            throw new UsageException($"--from: there is no file '{from.Target}'.");
        }

        await using IReliabilityStore source = from.Open();
        await using IReliabilityStore target = to.Open();
        StoreCopyReport report = console.Profile.Capabilities.Interactive
            ? await console.Status().StartAsync("Copying", status => CopyAsync(new StatusProgress(status)))
            : await CopyAsync(progress: null);

        string series = $"{Count(report.Buckets, "bucket")}, {Count(report.Producers, "producer")}";
        string rest = $"{Count(report.Documents, "document")}, {Count(report.Events, "event")}";
        console.MarkupLineInterpolated($"New in {to}: {series}, {rest}, {Count(report.Experiments, "experiment")}.");
        foreach (string conflict in report.Conflicts)
        {
            console.MarkupLineInterpolated($"[yellow]{Shown(conflict)}[/]");
        }

        return report.Conflicts.Count == 0 ? 0 : 1;

        Task<StoreCopyReport> CopyAsync(IProgress<StoreCopyReport>? progress) =>
            StoreCopy.RunAsync(source, target, from.Identity, progress, cancellationToken);
    }

    private static string Count(long count, string what) => $"{count} {what}{(count == 1 ? "" : "s")}";

    private static string Shown(string text) => PrintableText.From(Encoding.UTF8.GetBytes(text), 120);

    /// <summary>Shows each step at once; <see cref="Progress{T}"/> would show them late and out of order.</summary>
    private sealed class StatusProgress(StatusContext status) : IProgress<StoreCopyReport>
    {
        public void Report(StoreCopyReport value) =>
            status.Status(Markup.Escape(
                $"{value.Buckets} buckets, {value.Documents} documents, {value.Events} events: {Shown(value.Current ?? string.Empty)}"));
    }
}
