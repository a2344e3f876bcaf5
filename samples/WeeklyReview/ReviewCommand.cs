using System.Globalization;
using System.Text;
using Reliability.Common;
using Reliability.Incidents;

namespace WeeklyReviewSample;

/// <summary>Makes a review and writes it to a folder; turns what goes wrong into a message and an exit code.</summary>
internal static class ReviewCommand
{
    public const int BadInput = 2;
    public const int Stopped = 130;

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    public static async Task<int> RunAsync(
        IReadOnlyList<string> args, TextWriter output, TextWriter error, CancellationToken cancellationToken)
    {
        error = new PlainWriter(error);
        try
        {
            if (args.Any(arg => arg is "--help" or "-h"))
            {
                await output.WriteLineAsync(ReviewOptions.Usage).ConfigureAwait(false);
                return 0;
            }

            ReviewOptions options = ReviewOptions.Parse(args, TimeProvider.System.GetUtcNow());
            Directory.CreateDirectory(options.Out);
            Review review = options.Incidents is { } file
                ? await OwnIncidents.ReviewAsync(file, options, error, cancellationToken).ConfigureAwait(false)
                : await SeededQuarter.ReviewAsync(options.Out, cancellationToken).ConfigureAwait(false);
            await WriteAsync(review, options.Out, output, cancellationToken).ConfigureAwait(false);
            return 0;
        }
        catch (Exception e) when (e is UsageException or InvalidDataException or IOException or UnauthorizedAccessException)
        {
            await error.WriteLineAsync(e.Message).ConfigureAwait(false);
            return BadInput;
        }
        catch (OperationCanceledException)
        {
            await error.WriteLineAsync("Stopped.").ConfigureAwait(false);
            return Stopped;
        }
    }

    private static async Task WriteAsync(Review review, string folder, TextWriter output, CancellationToken cancellationToken)
    {
        TimeRange range = review.Metrics.Range;
        await output.WriteLineAsync($"{range.Start:yyyy-MM-dd HH:mm} to {range.End:yyyy-MM-dd HH:mm} UTC").ConfigureAwait(false);
        await output.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture,
            $"incidents: {review.ReadCount} read, {review.PeriodCount} of them started in the period")).ConfigureAwait(false);
        await output.WriteLineAsync().ConfigureAwait(false);
        foreach (ImprovementMetric metric in review.Metrics.Metrics)
        {
            await output.WriteLineAsync($"  {metric.Name,-28} {metric}").ConfigureAwait(false);
        }

        await output.WriteLineAsync().ConfigureAwait(false);
        foreach (string stale in (string[])["postmortem.md", "debt.md"])
        {
            // Those of an earlier review are no part of this one.
            File.Delete(Path.Combine(folder, stale));
        }

        foreach ((string name, string text) in Files(review))
        {
            string path = Path.Combine(folder, name);
            await File.WriteAllTextAsync(path, text, Utf8, cancellationToken).ConfigureAwait(false);
            await output.WriteLineAsync(path).ConfigureAwait(false);
        }
    }

    private static IEnumerable<(string Name, string Text)> Files(Review review)
    {
        yield return ("metrics.json", ImprovementJson.Write(review.Metrics));
        yield return ("metrics.md", MetricsPage.Write(review.Metrics));
        yield return ("data-quality.md", IncidentDataQualityMarkdown.Write(review.Quality));
        if (review.Postmortem is { } postmortem)
        {
            yield return ("postmortem.md", PostmortemMarkdown.Write(postmortem));
        }

        if (review.Debt is { } debt)
        {
            yield return ("debt.md", Reliability.Debt.DebtMarkdown.Write(debt));
        }
    }
}
