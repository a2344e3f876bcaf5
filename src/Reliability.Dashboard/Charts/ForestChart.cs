using Reliability.Common.Internal;

namespace Reliability.Dashboard.Internal;

/// <summary>Relative changes with their intervals, below one another on one axis.</summary>
internal sealed record ForestChart
{
    /// <summary>Gets the id of the figure, unique on the page.</summary>
    public required string Id { get; init; }

    /// <summary>Gets the title.</summary>
    public required string Title { get; init; }

    /// <summary>Gets the rows.</summary>
    public required IReadOnlyList<ForestRow> Rows { get; init; }

    /// <summary>Gets the change that a guardrail still allows; <see langword="null"/> for none.</summary>
    public double? Margin { get; init; }

    /// <summary>Gets the JSON pointer of the margin.</summary>
    public string? MarginPointer { get; init; }

    /// <summary>Writes the chart.</summary>
    /// <exception cref="ArgumentException">A part of the chart is not valid; the message names it.</exception>
    public void Write(HtmlWriter html)
    {
        Require();
        new ForestWriter(html, this).Write();
    }

    private void Require()
    {
        ChartRules.Id(Id);
        ChartRules.Text(Title, nameof(Title));
        ChartRules.Value(Margin, nameof(Margin));
        if (Margin is not null)
        {
            ChartRules.Pointer(MarginPointer ?? string.Empty);
        }

        foreach (ForestRow row in Rows)
        {
            ChartRules.Text(row.Label, nameof(row.Label));
            ChartRules.Value(row.Estimate, row.Label);
            ChartRules.Value(row.Low, row.Label);
            ChartRules.Value(row.High, row.Label);
            ChartRules.Pointer(row.Pointer);
            ChartRules.Property(row.EstimateProperty);
            ChartRules.Property(row.LowProperty);
            ChartRules.Property(row.HighProperty);
            Check.Word(row.Outcome, nameof(row.Outcome));
            Check.That(
                !(row.Low > row.High),
                row.Low,
                $"The interval of '{row.Label}' must end at {row.High} or start below it.",
                nameof(row.Low));
            Check.That(
                !(row.Estimate < row.Low || row.Estimate > row.High),
                row.Estimate,
                $"The estimate of '{row.Label}' must lie in its interval.",
                nameof(row.Estimate));
            foreach (ForestArm arm in row.Arms)
            {
                ChartRules.Text(arm.Name, nameof(arm.Name));
                Check.AtLeast(arm.Of, 0);
                Check.AtLeast(arm.Count ?? 0, 0);
                ChartRules.Pointer(arm.Pointer);
                ChartRules.Property(arm.CountProperty);
                ChartRules.Property(arm.OfProperty);
            }
        }
    }
}
