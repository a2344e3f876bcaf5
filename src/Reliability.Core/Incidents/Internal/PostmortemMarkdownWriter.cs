using System.Globalization;
using System.Text;

namespace Reliability.Incidents.Internal;

/// <summary>Writes one postmortem as Markdown.</summary>
internal sealed class PostmortemMarkdownWriter(Postmortem postmortem)
{
    private readonly StringBuilder _text = new();

    public string Write()
    {
        PostmortemContent content = postmortem.Content;
        Line(PostmortemTemplate.Title + MarkdownCodec.Line(content.Title));
        Line();
        Field(PostmortemTemplate.Service, postmortem.Service);
        Field(PostmortemTemplate.Incident, postmortem.IncidentId);
        Field(PostmortemTemplate.Status, PostmortemTemplate.Word(postmortem.Status));
        Section(PostmortemTemplate.Summary);
        Block(content.Summary);
        Timeline(content.Timeline);
        Section(PostmortemTemplate.Cause);
        Block(content.Analysis);
        Part(PostmortemTemplate.Factors, content.ContributingFactors);
        Impact(content.Impact);
        Section(PostmortemTemplate.Remediation);
        Block(content.Remediation);
        Actions(content);
        Line();
        Line($"## {PostmortemTemplate.Lessons}");
        Part(PostmortemTemplate.Well, content.WentWell);
        Part(PostmortemTemplate.Badly, content.WentBadly);
        Part(PostmortemTemplate.Lucky, content.WasLucky);
        Data(content.SupportingData);
        return _text.ToString();
    }

    private static string Part(string? text) => text is null ? PostmortemTemplate.None : MarkdownCodec.Line(text, isPart: true);

    private static string Address(Uri address)
    {
        var text = new StringBuilder("<");
        foreach (char one in address.AbsoluteUri)
        {
            text.Append(one is '\\' or '<' or '>' or '&' ? "\\" : string.Empty).Append(one);
        }

        return text.Append('>').ToString();
    }

    private void Timeline(IReadOnlyList<PostmortemEvent> timeline)
    {
        Section(PostmortemTemplate.Timeline);
        foreach (PostmortemEvent one in timeline)
        {
            string label = PostmortemTemplate.Events.First(known => known.Kind == one.Kind).Label;
            string estimate = one.IsEstimate ? PostmortemTemplate.Estimated : string.Empty;
            string start = $"- **{PostmortemTemplate.Time(one.At)}{estimate}**: {label}";
            Item(one.Description is null ? start : $"{start} - ", one.Description);
        }

        foreach ((PostmortemEventKind kind, string label) in PostmortemTemplate.Events.Where(known =>
            known.Kind != PostmortemEventKind.Note && timeline.All(one => one.Kind != known.Kind)))
        {
            Line($"- **{PostmortemTemplate.NoTime}**: {label}");
        }
    }

    private void Impact(PostmortemImpact impact)
    {
        Section(PostmortemTemplate.Impact);
        Field(PostmortemTemplate.Duration, impact.Duration?.ToString("c", CultureInfo.InvariantCulture));
        Field(PostmortemTemplate.Users, impact.Users);
        Field(PostmortemTemplate.Business, impact.Business);
        if (impact.Objectives.Count == 0)
        {
            Field(PostmortemTemplate.Violations, null);
            return;
        }

        Line($"- **{PostmortemTemplate.Violations}**:");
        foreach (PostmortemObjective one in impact.Objectives)
        {
            string share = one.BudgetShare is { } known
                ? string.Create(CultureInfo.InvariantCulture, $"{known * 100:0.####}{PostmortemTemplate.Budget}")
                : PostmortemTemplate.None;
            Line($"  - {Part(one.Slo)} - {share}{(one.IsEstimate ? PostmortemTemplate.Estimated : string.Empty)}");
        }
    }

    private void Actions(PostmortemContent content)
    {
        Section(PostmortemTemplate.Prevention);
        int number = 0;
        foreach (ActionItem one in content.Actions)
        {
            string due = one.DueOn is { } day ? PostmortemTemplate.Day(day) : PostmortemTemplate.None;
            Line(string.Create(CultureInfo.InvariantCulture, $"{++number}. {Part(one.Title)} - {Part(one.Owner)} - {due}"));
            Detail(PostmortemTemplate.Id, MarkdownCodec.Line(one.Id));
            Detail(PostmortemTemplate.Kind, PostmortemTemplate.Word(one.Kind));
            Detail(PostmortemTemplate.State, PostmortemTemplate.Word(one.Status));
            Detail(PostmortemTemplate.Created, PostmortemTemplate.Time(one.CreatedAt));
            Detail(PostmortemTemplate.Closed, one.ClosedAt is { } closed ? PostmortemTemplate.Time(closed) : null);
            Detail(PostmortemTemplate.Debt, one.DebtItemId is { } debt ? MarkdownCodec.Line(debt) : null);
        }

        if (content.NoActionsReason is { } reason)
        {
            if (number > 0)
            {
                Line();
            }

            Line(PostmortemTemplate.NoActions);
            Line();
            Block(reason);
        }
        else if (number == 0)
        {
            Line(PostmortemTemplate.None);
        }

        void Detail(string name, string? value)
        {
            if (value is not null)
            {
                Line($"   - {name}: {value}");
            }
        }
    }

    private void Data(IReadOnlyList<PostmortemEvidence> data)
    {
        Section(PostmortemTemplate.Data);
        foreach (PostmortemEvidence one in data)
        {
            string title = MarkdownCodec.Line(one.Title);
            Line(one.Address is { } address ? $"- [{title}]({Address(address)})" : $"- {title}");
        }

        if (data.Count == 0)
        {
            Line(PostmortemTemplate.None);
        }
    }

    private void Part(string name, IReadOnlyList<string> texts)
    {
        Line();
        Line($"### {name}");
        Line();
        foreach (string one in texts)
        {
            Item("- ", one);
        }

        if (texts.Count == 0)
        {
            Line(PostmortemTemplate.None);
        }
    }

    private void Field(string name, string? value)
    {
        if (value is null)
        {
            Line($"- **{name}**: {PostmortemTemplate.None}");
        }
        else
        {
            Item($"- **{name}**: ", value);
        }
    }

    /// <summary>Writes an item of a list; its further lines are indented, and each line but the last breaks with a backslash.</summary>
    private void Item(string start, string? text)
    {
        IReadOnlyList<string> lines = text is null ? [string.Empty] : MarkdownCodec.Lines(text);
        for (int i = 0; i < lines.Count; i++)
        {
            Line((i == 0 ? start : "  ") + lines[i] + (i < lines.Count - 1 ? "\\" : string.Empty));
        }
    }

    /// <summary>Writes a text in paragraphs; within one, each line but the last breaks with a backslash.</summary>
    private void Block(string? text)
    {
        IReadOnlyList<string> lines = text is null ? [PostmortemTemplate.None] : MarkdownCodec.Lines(text);
        for (int i = 0; i < lines.Count; i++)
        {
            bool breaks = i < lines.Count - 1 && lines[i].Length > 0 && lines[i + 1].Length > 0;
            Line(lines[i] + (breaks ? "\\" : string.Empty));
        }
    }

    private void Section(string name)
    {
        Line();
        Line($"## {name}");
        Line();
    }

    private void Line(string line = "") => _text.Append(line).Append('\n');
}
