using System.Globalization;

namespace Reliability.Dashboard.Internal;

/// <summary>Writes the metrics of a service: durations as dots and as a table, all figures, and the records that do not count.</summary>
internal sealed class ImprovementMetricsWriter(HtmlWriter html, PageContext page, ImprovementDocument document)
{
    public void Write()
    {
        WriteDurations();
        WriteImplemented();
        WriteMetrics();
        WriteRecurrences();
        WriteExcluded();
    }

    private static double? Seconds(double? ended, double? soFar) => ended ?? soFar;

    private void WriteDurations()
    {
        const string Title = "How long each incident took";
        html.Open("section", "card").Attribute("id", "durations");
        new DotsChart
        {
            Id = "chart-durations",
            Title = Title,
            Dot = "An incident",
            Nothing = document.Recorded == 0
                ? "No incident is recorded."
                : "No incident that started in the range has a duration that counts. The reasons stand below.",
            Lanes =
            [
                Lane("time-to-detect", document.Incidents.Select(one => (one.Detect, one.DetectSoFar))),
                Lane("time-to-restore", document.Incidents.Select(one => (one.Restore, one.RestoreSoFar))),
                Lane("time-to-resolve", document.Incidents.Select(one => (one.Resolve, one.ResolveSoFar))),
            ],
        }.Write(html);
        if (document.Incidents.Count > 0)
        {
            WideTable.Open(
                html,
                Title,
                "Incident",
                "Started",
                ColumnHead.Number("Time to detect"),
                ColumnHead.Number("Time to restore"),
                ColumnHead.Number("Time to resolve"));
            for (int i = 0; i < document.Incidents.Count; i++)
            {
                IncidentDurationsRow row = document.Incidents[i];
                string at = $"/incidents/{At(i)}";
                html.Open("tr").Open("th").Attribute("scope", "row").Open("a").Link("href", page.Incident(document.Service, row.Id))
                    .Source(at + "/title", Format.Word).Text(row.Title).Close().Close()
                    .Open("td", "lift").Figure(at + "/startedAt", row.StartedAt, page.Zone).Close();
                WriteDuration(row.Detect, row.DetectSoFar, at + "/detect");
                WriteDuration(row.Restore, row.RestoreSoFar, at + "/restore");
                WriteDuration(row.Resolve, row.ResolveSoFar, at + "/resolve");
                html.Close();
            }

            WideTable.Close(html);
            WriteMore(document.MoreIncidents, "/moreIncidents", " earlier ones are in the figures, and neither drawn nor listed");
        }

        html.Close();
    }

    private void WriteImplemented()
    {
        const string Title = "How long each action took";
        html.Open("section", "card").Attribute("id", "implemented");
        new DotsChart
        {
            Id = "chart-implemented",
            Title = Title,
            Dot = "An action",
            Nothing = "No action was filed in the range. Actions belong to the postmortems of incidents.",
            Lanes = [Lane("time-to-implement", document.Implemented.Select(one => (one.Seconds, one.SoFar)))],
        }.Write(html);
        if (document.Implemented.Count > 0)
        {
            WideTable.Open(html, Title, "Action", "Filed", ColumnHead.Number("Time to implement"));
            for (int i = 0; i < document.Implemented.Count; i++)
            {
                ImplementedRow row = document.Implemented[i];
                string at = $"/implemented/{At(i)}";
                html.Open("tr").Open("th").Attribute("scope", "row").Word(at + "/title", row.Title).Close()
                    .Open("td", "lift").Figure(at + "/filedAt", row.FiledAt, page.Zone).Close().Open("td", "n");
                if (row.SoFar is null)
                {
                    html.Figure(at + "/seconds", Format.Duration, row.Seconds);
                }
                else
                {
                    html.Text("open for ").Figure(at + "/soFar", Format.Duration, row.SoFar);
                }

                html.Close().Close();
            }

            WideTable.Close(html);
            WriteMore(document.MoreImplemented, "/moreImplemented", " earlier ones are in the figures, and neither drawn nor listed");
        }

        html.Close();
    }

    private DotsLane Lane(string name, IEnumerable<(double? Ended, double? SoFar)> values)
    {
        MetricRow row = document.Metrics.First(one => one.Name == name);
        return new DotsLane
        {
            Label = row.Label,
            Count = row.Count,
            Median = row.Value,
            Low = row.Low,
            High = row.High,
            P90 = row.P90,
            Values =
            [
                .. values.Where(one => Seconds(one.Ended, one.SoFar) is not null)
                    .Select(one => new DotsValue(Seconds(one.Ended, one.SoFar)!.Value, one.Ended is null)).Reverse(),
            ],
        };
    }

    /// <param name="ended">How long it took; <see langword="null"/> if it is not over, or does not count.</param>
    /// <param name="soFar">How long it has taken so far; <see langword="null"/> if it is over, or does not count.</param>
    /// <param name="pointer">The place of the first in the twin; that of the second ends with <c>SoFar</c>.</param>
    private void WriteDuration(double? ended, double? soFar, string pointer)
    {
        html.Open("td", "n");
        if (soFar is null)
        {
            html.Figure(pointer, Format.Duration, ended);
        }
        else
        {
            html.Figure(pointer + "SoFar", Format.Duration, soFar).Text(" so far");
        }

        html.Close();
    }

    private void WriteMetrics()
    {
        html.Open("section").Attribute("id", "metrics").Element("h2", "All metrics").Open("p", "quiet")
            .Text("Of durations, the figure is the median, and the mean stands beside it: a few long ones decide the mean. With ")
            .Text("open ones is the median to which those that are not over contribute their time so far.").Close();
        WideTable.Open(
            html,
            "All metrics",
            "Metric",
            ColumnHead.Number("Figure"),
            "Interval",
            ColumnHead.Number("n"),
            ColumnHead.Number("p90"),
            ColumnHead.Number("Mean"),
            ColumnHead.Number("With open ones"),
            ColumnHead.Number("Left out"));
        for (int i = 0; i < document.Metrics.Count; i++)
        {
            WriteMetric(document.Metrics[i], $"/metrics/{At(i)}");
        }

        WideTable.Close(html);
        html.Close();
    }

    private void WriteMetric(MetricRow row, string pointer)
    {
        html.Open("tr").Open("th").Attribute("scope", "row")
            .Word(pointer + "/label", row.Label).Open("details").Element("summary", "Definition")
            .Open("small").Word(pointer + "/definition", row.Definition).Close().Close().Close().Open("td", "n");
        ImprovementTables.WriteValue(html, row, pointer);
        html.Close().Open("td", "lift");
        ImprovementTables.WriteInterval(html, row, pointer);
        if (row.Confidence is { } confidence)
        {
            html.Open("small").Text("confidence ").Figure(pointer + "/confidence", Format.PercentWhole, confidence).Close();
        }

        html.Close().Open("td", "n");
        ImprovementTables.WriteCount(html, row, pointer);
        html.Close();
        if (row.Open is { } open)
        {
            html.Open("td", "n").Figure(pointer + "/p90", Format.Duration, row.P90).Close()
                .Open("td", "n").Figure(pointer + "/mean", Format.Duration, row.Mean).Close()
                .Open("td", "n").Figure(pointer + "/censoredMedian", Format.Duration, row.CensoredMedian).Open("small").Text(", ")
                .Figure(pointer + "/open", Format.Count, (decimal)open).Text(" open").Close().Close();
        }
        else
        {
            html.Open("td").Close().Open("td").Close().Open("td").Close();
        }

        html.Open("td", "n").Figure(pointer + "/excluded", Format.Count, (decimal)row.Excluded).Close().Close();
    }

    private void WriteRecurrences()
    {
        if (document.Recurrences.Count == 0)
        {
            return;
        }

        const string Title = "What came again, and what had become of its prevention";
        html.Open("section").Attribute("id", "recurrences").Element("h2", Title);
        WideTable.Open(html, Title, "Incident", "Came again after", "Prevention of the earlier one");
        for (int i = 0; i < document.Recurrences.Count; i++)
        {
            RecurrenceRow row = document.Recurrences[i];
            string at = $"/recurrences/{At(i)}";
            html.Open("tr").Open("th").Attribute("scope", "row").Open("a").Link("href", page.Incident(document.Service, row.Id))
                .Source(at + "/title", Format.Word).Text(row.Title).Close().Close()
                .Open("td").Open("a").Link("href", page.Incident(document.Service, row.OfId))
                .Source(at + "/ofTitle", Format.Word).Text(row.OfTitle).Close().Close()
                .Open("td").Word(at + "/prevention", row.Prevention).Close().Close();
        }

        WideTable.Close(html);
        WriteMore(document.MoreRecurrences, "/moreRecurrences", " earlier ones");
        html.Close();
    }

    private void WriteExcluded()
    {
        html.Open("section").Attribute("id", "excluded").Element("h2", "What does not count, and why");
        if (document.Excluded.Count == 0)
        {
            html.Element("p", "No record of the range is left out.", "quiet").Close();
            return;
        }

        WideTable.Open(html, "Records that do not count", "Record", "Reason", "Metrics");
        for (int i = 0; i < document.Excluded.Count; i++)
        {
            ExclusionRow row = document.Excluded[i];
            string at = $"/excluded/{At(i)}";
            html.Open("tr").Open("th").Attribute("scope", "row");
            if (row.Title is null)
            {
                html.Word(at + "/id", row.Id);
            }
            else
            {
                html.Open("a").Link("href", page.Incident(document.Service, row.Id)).Source(at + "/title", Format.Word).Text(row.Title)
                    .Close();
            }

            html.Close().Open("td").Word(at + "/reason", row.Reason).Close()
                .Open("td", "reason").Word(at + "/metrics", row.Metrics).Close().Close();
        }

        WideTable.Close(html);
        WriteMore(document.MoreExcluded, "/moreExcluded", " more; the API has all");
        html.Close();
    }

    private void WriteMore(int count, string pointer, string text)
    {
        if (count > 0)
        {
            html.Open("p", "more").Text("and ").Figure(pointer, Format.Count, (decimal)count).Text(text).Close();
        }
    }

    private static string At(int index) => index.ToString(CultureInfo.InvariantCulture);
}
