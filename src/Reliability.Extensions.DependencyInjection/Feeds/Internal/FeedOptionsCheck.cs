using System.Globalization;
using Reliability.Recording;

namespace Reliability.Internal;

/// <summary>Checks the feeds of an objective or a metric.</summary>
internal static class FeedOptionsCheck
{
    /// <param name="problems">Receives the problems.</param>
    /// <param name="path">The path of the objective or metric.</param>
    /// <param name="fed">The objective or metric.</param>
    /// <param name="kind">What it counts; <see langword="null"/> if that is not known.</param>
    public static void Check(OptionProblems problems, string path, FedOptions fed, SeriesKind? kind)
    {
        Kinds(nameof(fed.HealthChecks), fed.HealthChecks.Count, SeriesKind.Outcome);
        Kinds(nameof(fed.Logs), fed.Logs.Count, SeriesKind.Outcome);
        Kinds(nameof(fed.Requests), fed.Requests.Count, SeriesKind.Outcome, SeriesKind.Latency);
        Kinds(nameof(fed.Activities), fed.Activities.Count, SeriesKind.Outcome, SeriesKind.Latency);
        problems.Registered($"{path}:{nameof(fed.Meters)}", fed.Meters.Count, "FromMeter(name, ...)");
        problems.Registered($"{path}:{nameof(fed.HealthChecks)}", fed.HealthChecks.Count, "FromHealthCheck(name, check)");
        problems.Registered($"{path}:{nameof(fed.Activities)}", fed.Activities.Count, "FromActivities(name, ...)");
        problems.Registered($"{path}:{nameof(fed.Logs)}", fed.Logs.Count, "FromLogs(name, ...)");
        problems.Registered($"{path}:{nameof(fed.Libraries)}", fed.Libraries.Count, "FromNpgsql(name) or its like");
        if (fed.Requests.Count > 0 && !problems.Options.Declared.OfType<FeedReader>().Any(one => one.Setting == nameof(fed.Requests)))
        {
            problems.Add(
                $"{path}:{nameof(fed.Requests)}",
                "nothing reads it; call FromRequests() of Reliability.AspNetCore: "
                + "services.AddReliability(section, r => r.FromRequests()).");
        }

        for (int i = 0; i < fed.Requests.Count; i++)
        {
            string requests = string.Create(CultureInfo.InvariantCulture, $"{path}:{nameof(fed.Requests)}:{i}");
            RequestFeedOptions feed = fed.Requests[i];
            Statuses($"{requests}:{nameof(feed.BadStatuses)}", feed.BadStatuses);
            Statuses($"{requests}:{nameof(feed.IgnoredStatuses)}", feed.IgnoredStatuses);
            Texts($"{requests}:{nameof(feed.Routes)}", feed.Routes);
            Texts($"{requests}:{nameof(feed.ExcludedRoutes)}", feed.ExcludedRoutes);
            Texts($"{requests}:{nameof(feed.Methods)}", feed.Methods);
        }

        void Kinds(string setting, int count, params SeriesKind[] fedKinds)
        {
            if (count > 0 && kind is { } counted && !fedKinds.Contains(counted))
            {
                problems.Add(
                    $"{path}:{setting}",
                    $"it feeds {string.Join(" and ", fedKinds)} events, and this counts {counted} events.");
            }
        }

        void Statuses(string of, IList<int> statuses)
        {
            for (int j = 0; j < statuses.Count; j++)
            {
                problems.Range(statuses[j], 100, 599, of, j.ToString(CultureInfo.InvariantCulture));
            }
        }

        void Texts(string of, IList<string> texts)
        {
            for (int j = 0; j < texts.Count; j++)
            {
                if (string.IsNullOrWhiteSpace(texts[j]))
                {
                    problems.Add(string.Create(CultureInfo.InvariantCulture, $"{of}:{j}"), "the text is empty.");
                }
            }
        }
    }
}
