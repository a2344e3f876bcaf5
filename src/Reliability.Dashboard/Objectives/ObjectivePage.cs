using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Reliability.Dashboard.Internal;

/// <summary>Writes the page of an objective.</summary>
internal sealed class ObjectivePage(HtmlWriter html, PageContext page, ObjectiveDocument document)
{
    private const string Row = "/objective";

    private static readonly ColumnHead[] _monthHeads =
        ["Month", ColumnHead.Number("Actual"), ColumnHead.Number("Good"), ColumnHead.Number("Bad"), "Target"];

    private readonly IReadOnlyList<TimeMarker> _markers = PageMarkers.On(document.Markers);

    public void Write()
    {
        WriteHead();
        WriteTiles();
        WriteAlerts();
        WriteBurnDown();
        PageMarkers.WriteList(html, page, document.Markers);
        WriteBurn();
        html.Open("div", "two");
        WriteEvents("Events by hour", "hours", document.Hours, TimeSpan.FromHours(1));
        WriteEvents("Events by day", "days", document.Days, TimeSpan.FromDays(1));
        html.Close();
        SourcesTable.Write(html, document.Sources);
        WriteStrip();
        WriteMonths();
        WriteEpisodes();
        WriteLedger();
        WriteWhy();
    }

    private void WriteHead()
    {
        html.Open("section", "head").Open("h1").Source(Row + "/name", Format.Word).Text(document.Objective.Name).Close();
        if (document.Objective.Description is { } description)
        {
            html.Open("p").Source(Row + "/description", Format.Word).Text(description).Close();
        }

        html.Open("p", "quiet").Word("/definition", document.Definition).Text(". Service ")
            .Word(Row + "/service", document.Objective.Service)
            .Text(", window ").Figure("/windowStart", document.WindowStart, page.Zone).Text(" to ")
            .Figure("/windowEnd", document.WindowEnd, page.Zone).Text(". ")
            .Open("a").Link("href", page.Trend(document.Objective.Name)).Text("Its trend over 90 days").Close().Close();
        if (page.Viewer.MayChange(document.Objective.Service))
        {
            string left = document.Objective.Remaining is { } share ? Show.Value(Format.Percent, share) : Show.NotAvailable;
            ChangeButtons.Open(html, "slo", document.Objective.Name);
            Button("adjust", "Adjust the budget", left);
            Button("exclude", "Exclude time", left);
            Button("reset", "Reset the budget", left);
            html.Close();
        }

        html.Close();
    }

    private void Button([ConstantExpected] string act, string text, string remaining) => ChangeButtons.Open(html, page, act)
        .Attribute("data-slo", document.Objective.Name).Attribute("data-remaining", remaining).Text(text).Close();

    private void WriteTiles()
    {
        html.Open("section", "tiles").Attribute("aria-label", "Key figures");
        OpenTile("State");
        html.Open("span", "fig");
        StateMark.Write(html, document.Objective.State, Row + "/state");
        html.Close();
        if (document.Objective.Reason is not null)
        {
            html.Open("small").Word(Row + "/reason", document.Objective.Reason).Close();
        }

        html.Close();
        OpenTile("Actual");
        html.Open("span", "fig").Figure(Row + "/sli", Format.PercentFine, document.Objective.Sli).Close()
            .Open("small").Text("target ").Figure(Row + "/target", Format.PercentExact, document.Objective.Target).Text(", ")
            .Figure(Row + "/bad", Format.Count, document.Objective.Bad).Text(" bad of ")
            .Figure(Row + "/total", Format.Count, document.Objective.Total).Close().Close();
        OpenTile("Budget left");
        html.Open("span", "fig").Figure(Row + "/remaining", Format.Percent, document.Objective.Remaining).Close()
            .Open("small").Figure(Row + "/remainingUnits", Format.Count, document.Objective.RemainingUnits).Text(" of ")
            .Figure("/allowed", Format.Count, document.Allowed).Text(" bad units");
        if (document.Objective.BurnNote is null)
        {
            html.Text(", or ").Figure("/remainingSeconds", Format.Duration, document.RemainingSeconds).Text(" of total failure");
        }

        html.Close().Close();
        WriteBurnTile();
        ForecastTilePart.Write(html, page, document.Forecast);
        html.Close();
    }

    private void WriteBurnTile()
    {
        BurnMark.OpenTile(html, document.Objective.BurnWord);
        html.Element("h3", "Burn");
        _ = document.Objective.BurnNote is null ? html.Open("span", "fig") : html.Open("span", "fig small");
        html.Word(Row + "/burnWord", document.Objective.BurnWord).Close().Open("small");
        if (document.Objective.BurnNote is not null)
        {
            html.Word(Row + "/burnNote", document.Objective.BurnNote).Close().Close();
            return;
        }

        for (int i = 0; i < document.Objective.Burn.Count; i++)
        {
            html.Text(i == 0 ? string.Empty : ", ").Word($"{Row}/burn/{At(i)}/window", document.Objective.Burn[i].Window).Text(" ")
                .Figure($"{Row}/burn/{At(i)}/rate", Format.Burn, document.Objective.Burn[i].Rate);
        }

        html.Close().Close();
    }

    private void OpenTile(string title) => html.Open("div", "card tile").Element("h3", title);

    private void WriteAlerts()
    {
        html.Open("section").Attribute("id", "alerts").Element("h2", "Alerts");
        if (document.AlertsProblem is { } problem)
        {
            html.Open("p", "quiet").Word("/alertsProblem", problem).Close();
        }

        if (document.Alerts.Count == 0)
        {
            html.Element("p", "No alert rule is declared.", "quiet").Close();
            return;
        }

        html.Open("ul", "cards");
        for (int i = 0; i < document.Alerts.Count; i++)
        {
            WriteAlert(document.Alerts[i], $"/alerts/{At(i)}");
        }

        html.Close().Close();
    }

    private void WriteAlert(AlertRow alert, string pointer)
    {
        _ = alert.State switch
        {
            "Firing" => html.Open("li", "card gate bad"),
            "Pending" => html.Open("li", "card gate warn"),
            "Inactive" => html.Open("li", "card gate good"),
            _ => html.Open("li", "card gate none"),
        };
        html.Open("h3").Word(pointer + "/rule", alert.Rule).Close()
            .Open("p").Open("span", "mark").Close()
            .Open("b").Word(pointer + "/state", alert.State).Close();
        if (alert.Since is not null)
        {
            html.Text(" since ").Figure(pointer + "/since", alert.Since, page.Zone);
        }

        html.Text(" (").Word(pointer + "/severity", alert.Severity).Text(", ").Word(pointer + "/word", alert.Word).Text(")").Close()
            .Open("p", "why").Word(pointer + "/explanation", alert.Explanation).Close();
        if (alert.ClearsWhen is not null)
        {
            html.Open("p", "why").Word(pointer + "/clearsWhen", alert.ClearsWhen).Close();
        }

        html.Close();
    }

    private void WriteBurnDown()
    {
        html.Open("section", "card").Attribute("id", "burndown");
        new TimeChart
        {
            Id = "chart-burndown",
            Title = "Budget left over the window",
            From = document.WindowStart,
            To = document.WindowEnd,
            Zone = page.Zone,
            Format = Format.Percent,
            High = 1,
            Height = 220,
            Lines =
            [
                new TimeLine
                {
                    Name = "Left",
                    Shape = LineShape.Step,
                    Points = [.. document.BurnDown.Select(one => new TimePoint(one.At, (double?)one.Remaining))],
                    Pointer = "/burnDown",
                    Property = "remaining",
                },
                new TimeLine
                {
                    Name = "Even pace",
                    Tone = Tone.Quiet,
                    Points = [new TimePoint(document.WindowStart, 1), new TimePoint(document.WindowEnd, 0)],
                    Pointer = "/evenPace",
                    Property = "remaining",
                },
            ],
            Markers =
            [
                .. document.BurnDown.Select((one, i) => (one, i)).Where(both => both.one.Entry is not null).Take(12).Select(both =>
                    new TimeMarker
                    {
                        At = both.one.At,
                        Kind = MarkerKind.Ledger,
                        Label = document.Ledger.FirstOrDefault(entry => entry.Id == both.one.Entry)?.Reason ?? both.one.Entry!,
                        Pointer = $"/burnDown/{At(both.i)}/at",
                    }),
                .. _markers,
            ],
        }.Write(html);
        html.Close();
    }

    private void WriteBurn()
    {
        BurnRuleRow[] rules = [.. document.Rules.Where(rule => rule.Points.Count > 0).Take(8)];
        if (rules.Length == 0)
        {
            return;
        }

        html.Open("section", "card").Attribute("id", "burn").Element("h2", "Burn by window");
        new BurnCharts
        {
            Id = "chart-burn",
            From = rules.Min(rule => rule.Points[0].At),
            To = page.AsOf,
            Zone = page.Zone,
            Markers = _markers,
            Rules =
            [
                .. rules.Select((rule, i) => new BurnRule
                {
                    Name = $"{rule.Severity}: {rule.Rule}",
                    LongName = Show.Duration(rule.LongWindow),
                    ShortName = Show.Duration(rule.ShortWindow),
                    Long = [.. rule.Points.Select(point => new TimePoint(point.At, (double?)point.Long))],
                    Short = [.. rule.Points.Select(point => new TimePoint(point.At, (double?)point.Short))],
                    Threshold = (double)rule.Threshold,
                    ThresholdPointer = $"/rules/{At(i)}/threshold",
                    Pointer = $"/rules/{At(i)}/points",
                }),
            ],
        }.Write(html);
        html.Close();
    }

    private void WriteEvents(string title, string property, IReadOnlyList<PeriodRow> periods, TimeSpan length)
    {
        if (periods.Count == 0)
        {
            return;
        }

        html.Open("section", "card");
        new TimeChart
        {
            Id = $"chart-{property}",
            Title = title,
            From = periods[0].Start,
            To = periods[^1].End,
            Zone = page.Zone,
            Format = Format.Count,
            Markers = _markers,
            Bars = new TimeBars
            {
                Good = [.. periods.Select(one => new TimePoint(one.Start, (double?)one.Good))],
                Bad = [.. periods.Select(one => new TimePoint(one.Start, (double?)one.Bad))],
                Period = length,
                Pointer = $"/{property}",
                AtProperty = "start",
            },
        }.Write(html);
        html.Close();
    }

    private void WriteStrip()
    {
        html.Open("section", "card").Attribute("id", "days");
        new StripChart
        {
            Id = "chart-strip",
            Title = "Each day against the target",
            Markers = _markers,
            Zone = page.Zone,
            Days =
            [
                .. document.Strip.Select(one => new StripDay(
                    one.Day, Enum.GetValues<StripState>().First(state => state != StripState.None && StripChart.Word(state) == one.State))),
            ],
            Pointer = "/strip",
        }.Write(html);
        html.Close();
    }

    private void WriteMonths()
    {
        MonthsComparison.Write(html, document.Months);
        WriteMonthsTable();
    }

    private void WriteMonthsTable() => WriteTable(
        "months", "Months", _monthHeads, document.Months.Count, i =>
        {
            MonthRow month = document.Months[i];
            string pointer = $"/months/{At(i)}";
            html.Open("th").Attribute("scope", "row").Word(pointer + "/month", month.Month).Close()
                .Open("td", "n").Figure(pointer + "/sli", Format.PercentFine, month.Sli).Close()
                .Open("td", "n").Figure(pointer + "/good", Format.Count, month.Good).Close()
                .Open("td", "n").Figure(pointer + "/bad", Format.Count, month.Bad).Close()
                .Open("td").Word(pointer + "/state", month.State).Close();
        });

    private void WriteEpisodes() => WriteTable(
        "episodes", "Alerts of the last 8 days", ["Rule", "Fired", "Cleared", "Severity", "Why"], document.Episodes.Count, i =>
        {
            EpisodeRow episode = document.Episodes[i];
            string pointer = $"/episodes/{At(i)}";
            html.Open("th").Attribute("scope", "row").Word(pointer + "/rule", episode.Rule).Close()
                .Open("td").Figure(pointer + "/firedAt", episode.FiredAt, page.Zone).Close()
                .Open("td").Figure(pointer + "/clearedAt", episode.ClearedAt, page.Zone).Close()
                .Open("td").Word(pointer + "/severity", episode.Severity).Close()
                .Open("td", "reason").Word(pointer + "/explanation", episode.Explanation).Close();
        });

    private void WriteLedger() => WriteTable(
        "ledger", "Ledger", ["When", "What", "From", "To", "By", "Reason"], document.Ledger.Count, i =>
        {
            LedgerRow entry = document.Ledger[i];
            string pointer = $"/ledger/{At(i)}";
            html.Open("td").Figure(pointer + "/recordedAt", entry.RecordedAt, page.Zone).Close()
                .Open("th").Attribute("scope", "row").Word(pointer + "/kind", entry.Kind).Open("small")
                .Word(pointer + "/effect", entry.Effect).Close().Close()
                .Open("td").Figure(pointer + "/from", entry.From, page.Zone).Close()
                .Open("td").Figure(pointer + "/to", entry.To, page.Zone).Close()
                .Open("td").Word(pointer + "/by", entry.By).Close()
                .Open("td", "reason").Word(pointer + "/reason", entry.Reason).Close();
        });

    private void WriteTable(string id, string title, ReadOnlySpan<ColumnHead> heads, int count, Action<int> writeRow)
    {
        html.Open("section").Attribute("id", id).Element("h2", title);
        if (count == 0)
        {
            html.Element("p", "None.", "quiet").Close();
            return;
        }

        WideTable.Open(html, title, heads);
        int shown = Math.Min(count, 100);
        for (int i = 0; i < shown; i++)
        {
            html.Open("tr");
            writeRow(i);
            html.Close();
        }

        WideTable.Close(html);
        if (shown < count)
        {
            html.Element("p", string.Create(CultureInfo.InvariantCulture, $"{shown} of {count}; the JSON has all of them."), "more");
        }

        html.Close();
    }

    private void WriteWhy()
    {
        html.Open("section", "card").Attribute("id", "why").Element("h2", "Why is this number so?").Open("ul");
        for (int i = 0; i < document.Why.Count; i++)
        {
            html.Open("li").Word($"/why/{At(i)}", document.Why[i]).Close();
        }

        html.Close().Close();
    }

    private static string At(int index) => index.ToString(CultureInfo.InvariantCulture);
}
