using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Reliability.Dashboard.Internal;

/// <summary>Writes the page of an experiment: whether it is healthy, then what it says, then why, then how that came about.</summary>
internal sealed class ExperimentPage(HtmlWriter html, PageContext page, ExperimentDocument document)
{
    private const string Row = "/experiment";

    private readonly IReadOnlyList<TimeMarker> _markers = PageMarkers.On(document.Markers);

    public void Write()
    {
        WriteHead();
        WriteHealth();
        WriteVerdict();
        WriteForest();
        WriteLifts();
        WriteExposures();
        PageMarkers.WriteList(html, page, document.Markers);
        WriteDesign();
        WriteHistory();
    }

    private void WriteHead()
    {
        html.Open("section", "head").Open("h1").Source(Row + "/key", Format.Word).Text(document.Experiment.Key).Close();
        if (document.Hypothesis is { } hypothesis)
        {
            html.Open("p").Word("/hypothesis", hypothesis).Close();
        }

        html.Open("p", "quiet").Word(Row + "/state", document.Experiment.State).Text(", service ")
            .Word(Row + "/service", document.Experiment.Service);
        if (document.Experiment.Day is { } day)
        {
            html.Text(", day ").Figure(Row + "/day", Format.Count, (decimal)day).Text(" of at least ")
                .Figure(Row + "/plannedDays", Format.Number, document.Experiment.PlannedDays).Text(", started ")
                .Figure(Row + "/startedAt", document.Experiment.StartedAt, page.Zone);
        }

        html.Close();
        if (page.Viewer.MayChange(document.Experiment.Service))
        {
            WriteChanges();
        }

        html.Close();
    }

    private void WriteChanges()
    {
        if (document.Experiment.State is not ("Running" or "Paused" or "RolledBack"))
        {
            return;
        }

        ChangeButtons.Open(html, "experiment", document.Experiment.Key);
        ChangeButtons.Hidden(html, "etag", document.Etag);
        if (document.Experiment.State == "Running")
        {
            Button("pause", "Pause");
        }
        else
        {
            Button("resume", "Resume");
        }

        Button("conclude", "Conclude");
        html.Close();
    }

    private void Button([ConstantExpected] string act, string text) => ChangeButtons.Open(html, page, act)
        .Attribute("data-experiment", document.Experiment.Key).Attribute("data-etag", document.Etag).Text(text).Close();

    private void WriteHealth()
    {
        html.Open("section").Attribute("id", "health").Element("h2", "Can the results be trusted?").Open("div", "tiles");
        html.Open("div", "card tile").Element("h3", "Sample ratio").Open("span", "fig small");
        ExperimentMark.Write(html, document.Experiment.SampleRatio, Row + "/sampleRatio");
        html.Close().Open("small").Text("p = ").Figure("/sampleRatioPValue", Format.Number, document.SampleRatioPValue).Close().Close();
        html.Open("div", "card tile").Element("h3", "Units").Open("span", "fig small")
            .Figure(Row + "/units", Format.Count, document.Experiment.Units).Close()
            .Open("small").Figure("/crossed", Format.Count, document.Crossed).Text(" seen in two arms, counted in none").Close().Close();
        html.Close();
        if (document.Arms.Count > 0)
        {
            WriteArms();
        }

        html.Close();
    }

    private void WriteArms()
    {
        WideTable.Open(html, "Arms", "Variant", ColumnHead.Number("Units"), ColumnHead.Number("Expected"), "Verdict");
        for (int i = 0; i < document.Arms.Count; i++)
        {
            ArmRow arm = document.Arms[i];
            string pointer = $"/arms/{At(i)}";
            html.Open("tr").Open("th").Attribute("scope", "row").Word(pointer + "/variant", arm.Variant).Close()
                .Open("td", "n").Figure(pointer + "/units", Format.Count, arm.Units).Close()
                .Open("td", "n").Figure(pointer + "/expected", Format.Count, arm.Expected).Close().Open("td");
            if (arm.Verdict is { } verdict)
            {
                ExperimentMark.Write(html, verdict, pointer + "/verdict");
            }
            else
            {
                html.Text("control");
            }

            html.Close().Close();
        }

        WideTable.Close(html);
    }

    private void WriteVerdict()
    {
        html.Open("section", "card").Attribute("id", "verdict").Open("h2").Text("Verdict: ");
        if (document.Experiment.Verdict is { } verdict)
        {
            ExperimentMark.Write(html, verdict, Row + "/verdict");
            if (document.Experiment.Winner is { } winner)
            {
                html.Text(" ").Word(Row + "/winner", winner);
            }
        }
        else
        {
            html.Text("not started");
        }

        html.Close().Open("ul");
        for (int i = 0; i < document.Reasons.Count; i++)
        {
            html.Open("li").Word($"/reasons/{At(i)}", document.Reasons[i]).Close();
        }

        html.Close().Close();
    }

    private void WriteForest()
    {
        html.Open("section", "card").Attribute("id", "effects");
        if (document.Effects.Count == 0)
        {
            html.Element("h2", "Effects").Element("p", "No result may be shown yet; the reasons of the verdict say why.", "quiet").Close();
            return;
        }

        new ForestChart
        {
            Id = "chart-effects",
            Title = "Difference from the control",
            Rows = [.. document.Effects.Take(100).Select((effect, i) => new ForestRow
            {
                Label = $"{effect.Metric}: {effect.Variant}",
                Group = effect.Role,
                Estimate = (double?)effect.Lift,
                Low = (double?)effect.Low,
                High = (double?)effect.High,
                Outcome = effect.Outcome switch
                {
                    "Better" => ForestOutcome.Better,
                    "Worse" => ForestOutcome.Worse,
                    _ when effect.Lift is null => ForestOutcome.None,
                    _ => ForestOutcome.Unclear,
                },
                Arms =
                [
                    .. effect.Counts.Select((count, j) => new ForestArm
                    {
                        Name = count.Variant,
                        Count = count.Count,
                        Of = count.Units,
                        Pointer = $"/effects/{At(i)}/counts/{At(j)}",
                    }),
                ],
                Pointer = $"/effects/{At(i)}",
            })],
        }.Write(html);
        html.Close();
        html.Open("section").Element("h2", "Figures");
        WideTable.Open(
            html,
            "Effects",
            "Metric",
            "Variant",
            ColumnHead.Number("Control"),
            ColumnHead.Number("Variant's value"),
            ColumnHead.Number("Lift"),
            ColumnHead.Number("Interval"),
            ColumnHead.Number("p"),
            ColumnHead.Number("Chance to win"),
            "Outcome");
        for (int i = 0; i < Math.Min(100, document.Effects.Count); i++)
        {
            WriteEffect(document.Effects[i], $"/effects/{At(i)}");
        }

        WideTable.Close(html);
        html.Close();
    }

    private void WriteEffect(EffectRow effect, string pointer)
    {
        html.Open("tr").Open("th").Attribute("scope", "row").Word(pointer + "/metric", effect.Metric).Open("small")
            .Word(pointer + "/role", effect.Role).Close().Close()
            .Open("td").Word(pointer + "/variant", effect.Variant).Close()
            .Open("td", "n").Figure(pointer + "/control", Format.Number, effect.Control).Close()
            .Open("td", "n").Figure(pointer + "/treatment", Format.Number, effect.Treatment).Close()
            .Open("td", "n").Figure(pointer + "/lift", Format.Lift, effect.Lift).Close()
            .Open("td", "n").Figure(pointer + "/low", Format.Lift, effect.Low).Text(" to ")
            .Figure(pointer + "/high", Format.Lift, effect.High).Text(" (").Figure(pointer + "/level", Format.PercentWhole, effect.Level)
            .Text(")").Close()
            .Open("td", "n").Figure(pointer + "/pValue", Format.Number, effect.PValue).Close()
            .Open("td", "n").Figure(pointer + "/chanceToWin", Format.PercentWhole, effect.ChanceToWin).Close()
            .Open("td").Word(pointer + "/outcome", effect.Outcome);
        if (effect.Guardrail is { } guardrail)
        {
            html.Text(", guardrail ").Word(pointer + "/guardrail", guardrail);
        }

        html.Close().Close();
    }

    private void WriteLifts()
    {
        LiftSeries[] series = [.. document.Lifts.Where(one => one.Points.Count > 0).Take(6)];
        if (series.Length == 0)
        {
            html.Open("section", "card").Element("h2", "Over time")
                .Element("p", "The evidence of a day is stored after its end; there is none yet.", "quiet").Close();
            return;
        }

        html.Open("div", "two");
        for (int i = 0; i < series.Length; i++)
        {
            LiftSeries one = series[i];
            string pointer = $"/lifts/{At(i)}/points";
            html.Open("section", "card");
            new TimeChart
            {
                Id = $"chart-lift-{At(i)}",
                Title = $"{one.Metric}: {one.Variant}, lift with a band that holds at every moment",
                From = one.Points[0].At.AddDays(-1),
                To = one.Points[^1].At.AddHours(1),
                Zone = page.Zone,
                Format = Format.Lift,
                Markers = _markers,
                Lines =
                [
                    new TimeLine
                    {
                        Name = "Lift",
                        Points = [.. one.Points.Select(point => new TimePoint(point.At, (double?)point.Lift))],
                        Pointer = pointer,
                        Property = "lift",
                    },
                ],
                Bands =
                [
                    new TimeBand
                    {
                        Name = "Always valid",
                        Low = [.. one.Points.Select(point => new TimePoint(point.At, (double?)point.Low))],
                        High = [.. one.Points.Select(point => new TimePoint(point.At, (double?)point.High))],
                        Pointer = pointer,
                    },
                ],
            }.Write(html);
            html.Close();
        }

        html.Close();
    }

    private void WriteExposures()
    {
        ExposureSeries[] series = [.. document.Exposures.Where(one => one.Points.Count > 0).Take(8)];
        if (series.Length == 0)
        {
            return;
        }

        html.Open("section", "card").Attribute("id", "exposures");
        new TimeChart
        {
            Id = "chart-exposures",
            Title = "Units in each arm",
            From = series.Min(one => one.Points[0].At).AddDays(-1),
            To = series.Max(one => one.Points[^1].At).AddHours(1),
            Zone = page.Zone,
            Format = Format.Count,
            Markers = _markers,
            Low = 0,
            Lines =
            [
                .. series.Select((one, i) => new TimeLine
                {
                    Name = one.Variant,
                    Points = [.. one.Points.Select(point => new TimePoint(point.At, point.Units))],
                    Pointer = $"/exposures/{At(i)}/points",
                    Property = "units",
                }),
            ],
        }.Write(html);
        html.Close();
    }

    private void WriteDesign()
    {
        html.Open("section", "card").Attribute("id", "design").Element("h2", "How it decides").Open("ul");
        for (int i = 0; i < document.Design.Count; i++)
        {
            html.Open("li").Word($"/design/{At(i)}", document.Design[i]).Close();
        }

        html.Close().Close();
    }

    private void WriteHistory()
    {
        html.Open("section").Attribute("id", "history").Element("h2", "History");
        WideTable.Open(html, "History", "When", "What", "By", "Reason", "Shares");
        for (int i = 0; i < Math.Min(100, document.History.Count); i++)
        {
            ChangeRow change = document.History[i];
            string pointer = $"/history/{At(i)}";
            html.Open("tr").Open("td").Figure(pointer + "/at", change.At, page.Zone).Close()
                .Open("th").Attribute("scope", "row").Word(pointer + "/kind", change.Kind).Close()
                .Open("td").Word(pointer + "/by", change.By).Close()
                .Open("td", "reason").Word(pointer + "/reason", change.Reason).Close()
                .Open("td").Word(pointer + "/shares", change.Shares).Close().Close();
        }

        WideTable.Close(html);
        html.Close();
    }

    private static string At(int index) => index.ToString(CultureInfo.InvariantCulture);
}
