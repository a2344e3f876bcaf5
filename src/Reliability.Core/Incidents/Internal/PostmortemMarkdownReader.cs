using System.Globalization;
using Reliability.Common.Internal;

namespace Reliability.Incidents.Internal;

/// <summary>Reads the Markdown of one postmortem.</summary>
internal sealed class PostmortemMarkdownReader(DateTimeOffset? now)
{
    private MarkdownSections _sections = null!;
    private string? _service;
    private string? _incidentId;
    private PostmortemStatus? _status;

    public PostmortemReading Read(string text)
    {
        _sections = new MarkdownSections(text);
        ReadHead();
        PostmortemContent? content = null;
        if (_sections.Title is { } title)
        {
            _sections.Try(title.Number, () => content = new PostmortemContent { Title = MarkdownCodec.Read(title.Text) });
        }
        else
        {
            _sections.Fault(1, $"The title is missing. It begins with '{PostmortemTemplate.Title}'.");
        }

        PostmortemContent body = Body(new PostmortemContent { Title = content?.Title ?? "-" });
        return new PostmortemReading
        {
            Service = _service,
            IncidentId = _incidentId,
            Status = _status,
            Content = content is null ? null : body,
            Faults = _sections.Faults,
        };
    }

    private static bool IsNone(string value) => value == PostmortemTemplate.None;

    /// <summary>Returns the index of the first of a character that has no backslash, or -1.</summary>
    private static int IndexOfBare(string text, char of)
    {
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] == '\\')
            {
                i++;
            }
            else if (text[i] == of)
            {
                return i;
            }
        }

        return -1;
    }

    private static string WithoutEstimate(string text, out bool isEstimate)
    {
        isEstimate = text.EndsWith(PostmortemTemplate.Estimated, StringComparison.Ordinal);
        return isEstimate ? text[..^PostmortemTemplate.Estimated.Length] : text;
    }

    private PostmortemContent Body(PostmortemContent content)
    {
        IReadOnlyList<(int Number, string Line)> prevention = _sections.Of(PostmortemTemplate.Prevention);
        (int Number, string Line)[] actions = [.. prevention.TakeWhile(one => one.Line != PostmortemTemplate.NoActions)];
        Set(PostmortemTemplate.Timeline, null, () => content = content with { Timeline = Timeline() });
        Set(PostmortemTemplate.Impact, null, () => content = content with { Impact = Impact() });
        Set(PostmortemTemplate.Prevention, null, () => content = content with { Actions = Actions(_sections.Items(actions)) });
        Set(PostmortemTemplate.Cause, PostmortemTemplate.Factors, () => content = content with
        {
            ContributingFactors = Texts(PostmortemTemplate.Cause, PostmortemTemplate.Factors),
        });
        Set(PostmortemTemplate.Lessons, PostmortemTemplate.Well, () => content = content with
        {
            WentWell = Texts(PostmortemTemplate.Lessons, PostmortemTemplate.Well),
        });
        Set(PostmortemTemplate.Lessons, PostmortemTemplate.Badly, () => content = content with
        {
            WentBadly = Texts(PostmortemTemplate.Lessons, PostmortemTemplate.Badly),
        });
        Set(PostmortemTemplate.Lessons, PostmortemTemplate.Lucky, () => content = content with
        {
            WasLucky = Texts(PostmortemTemplate.Lessons, PostmortemTemplate.Lucky),
        });
        Set(PostmortemTemplate.Data, null, () => content = content with { SupportingData = Data() });
        foreach ((int number, string line) in _sections.Of(PostmortemTemplate.Lessons).Where(one => one.Line.Length > 0))
        {
            _sections.Fault(number, $"Lessons stand below '{PostmortemTemplate.Well}', for example.");
        }

        return content with
        {
            Summary = _sections.Block(_sections.Of(PostmortemTemplate.Summary)),
            Analysis = _sections.Block(_sections.Of(PostmortemTemplate.Cause)),
            Remediation = _sections.Block(_sections.Of(PostmortemTemplate.Remediation)),
            NoActionsReason = _sections.Block([.. prevention.Skip(actions.Length + 1)]),
        };
    }

    /// <summary>Sets a list, which may be too long.</summary>
    private void Set(string section, string? part, Action set) =>
        _sections.Try(_sections.Of(section, part) is [var (number, _), ..] ? number : 1, set);

    private void ReadHead()
    {
        foreach (MarkdownItem item in _sections.Items(_sections.Of()))
        {
            _ = item.TryField(out string name, out string value);
            switch (name)
            {
                case PostmortemTemplate.Service:
                    _sections.Try(item.Number, () => _service = Owned.RequireService(MarkdownCodec.Read(value), "The service"));
                    break;
                case PostmortemTemplate.Incident:
                    _sections.Try(item.Number, () => _incidentId = AuditText.RequireName(MarkdownCodec.Read(value), "The incident"));
                    break;
                case PostmortemTemplate.Status when PostmortemTemplate.TryWord(value, out PostmortemStatus status):
                    _status = status;
                    break;
                default:
                    _sections.Fault(item.Number, "It is neither the service, the incident nor a status of a postmortem.");
                    break;
            }
        }
    }

    private List<string> Texts(string section, string part)
    {
        List<string> texts = [];
        foreach (MarkdownItem item in _sections.Items(_sections.Of(section, part)))
        {
            _sections.Try(item.Number, () => texts.Add(IncidentText.Block(item.Text, "The text")!));
        }

        return texts;
    }

    private List<PostmortemEvent> Timeline()
    {
        List<PostmortemEvent> events = [];
        foreach (MarkdownItem item in _sections.Items(_sections.Of(PostmortemTemplate.Timeline)))
        {
            if (!item.TryField(out string name, out string value))
            {
                _sections.Fault(item.Number, "An entry of the timeline begins with its time: **2026-01-31 08:15Z**: what happened.");
                continue;
            }

            (PostmortemEventKind kind, string label) = PostmortemTemplate.Events.FirstOrDefault(one =>
                value.Equals(one.Label, StringComparison.OrdinalIgnoreCase)
                || value.StartsWith($"{one.Label} - ", StringComparison.OrdinalIgnoreCase));
            string rest = label is null ? value : value[Math.Min(value.Length, label.Length + " - ".Length)..];
            string text = item.TextFrom(rest);
            string time = WithoutEstimate(name, out bool isEstimate);
            if (time == PostmortemTemplate.NoTime && text.Length == 0)
            {
                continue;
            }

            if (!PostmortemTemplate.TryTime(time, out DateTimeOffset at))
            {
                _sections.Fault(item.Number, "Its time is not one such as 2026-01-31 08:15Z.");
            }
            else if (label is not null && kind != PostmortemEventKind.Note && events.Exists(one => one.Kind == kind))
            {
                _sections.Fault(item.Number, $"'{label}' occurs twice.");
            }
            else
            {
                _sections.Try(item.Number, () => events.Add(new PostmortemEvent
                {
                    At = at,
                    Kind = label is null ? PostmortemEventKind.Note : kind,
                    IsEstimate = isEstimate,
                    Description = text.Length > 0 ? text : null,
                }));
            }
        }

        return events;
    }

    private PostmortemImpact Impact()
    {
        PostmortemImpact impact = new();
        foreach (MarkdownItem item in _sections.Items(_sections.Of(PostmortemTemplate.Impact)))
        {
            _ = item.TryField(out string name, out string value);
            switch (name)
            {
                case PostmortemTemplate.Duration or PostmortemTemplate.Users or PostmortemTemplate.Business when IsNone(value):
                    break;
                case PostmortemTemplate.Duration when TimeSpan.TryParseExact(value, "c", CultureInfo.InvariantCulture, out TimeSpan length):
                    _sections.Try(item.Number, () => impact = impact with { Duration = length });
                    break;
                case PostmortemTemplate.Duration:
                    _sections.Fault(item.Number, "The duration is not one such as 01:25:00 or 2.01:25:00.");
                    break;
                case PostmortemTemplate.Users:
                    _sections.Try(item.Number, () => impact = impact with { Users = item.TextFrom(value) });
                    break;
                case PostmortemTemplate.Business:
                    _sections.Try(item.Number, () => impact = impact with { Business = item.TextFrom(value) });
                    break;
                case PostmortemTemplate.Violations when value.Length == 0 || IsNone(value):
                    _sections.Try(item.Number, () => impact = impact with { Objectives = Objectives(item) });
                    break;
                default:
                    _sections.Fault(item.Number, "It is no impact of the template, or its objectives are not in lines of their own.");
                    break;
            }
        }

        return impact;
    }

    private List<PostmortemObjective> Objectives(MarkdownItem item)
    {
        List<PostmortemObjective> objectives = [];
        for (int i = 1; i < item.Lines.Count; i++)
        {
            string line = WithoutEstimate(item.Lines[i], out bool isEstimate);
            int end = line.LastIndexOf(" - ", StringComparison.Ordinal);
            string share = end < 0 ? string.Empty : line[(end + 3)..];
            bool isKnown = share.EndsWith(PostmortemTemplate.Budget, StringComparison.Ordinal);
            decimal percent = 0;
            if (!line.StartsWith("- ", StringComparison.Ordinal) || end < 2 || !(isKnown || IsNone(share))
                || (isKnown && !decimal.TryParse(
                    share[..^PostmortemTemplate.Budget.Length], NumberStyles.Float, CultureInfo.InvariantCulture, out percent)))
            {
                _sections.Fault(item.Number + i, "It is not an objective and a share, such as '- checkout - 25 % of the budget'.");
                continue;
            }

            _sections.Try(item.Number + i, () => objectives.Add(new PostmortemObjective
            {
                Slo = MarkdownCodec.Read(line[2..end]),
                BudgetShare = isKnown ? percent / 100 : null,
                IsEstimate = isEstimate,
            }));
        }

        return objectives;
    }

    private List<ActionItem> Actions(IReadOnlyList<MarkdownItem> items)
    {
        List<ActionItem> actions = [];
        foreach (MarkdownItem item in items)
        {
            string[] parts = item.Lines[0].Split(" - ");
            string due = parts[^1];
            DateOnly day = default;
            if (parts.Length < 3 || !(IsNone(due) || PostmortemTemplate.TryDay(due, out day)))
            {
                _sections.Fault(item.Number, "It is not 'what to do - owner - 2026-01-31'.");
                continue;
            }

            Dictionary<string, string> details = Details(item);
            if (DetailsOf(details, item) is not { } read)
            {
                continue;
            }

            string title = string.Join(" - ", parts[..^2]);
            _sections.Try(item.Number, () => actions.Add(new ActionItem
            {
                Id = details.TryGetValue(PostmortemTemplate.Id, out string? id) ? MarkdownCodec.Read(id) : NewId(actions, items),
                IncidentId = _incidentId!,
                Title = MarkdownCodec.Read(title),
                Owner = IsNone(parts[^2]) ? null : MarkdownCodec.Read(parts[^2]),
                DueOn = IsNone(due) ? null : day,
                Kind = read.Kind,
                Status = read.Status,
                CreatedAt = read.CreatedAt,
                ClosedAt = read.ClosedAt,
                DebtItemId = details.TryGetValue(PostmortemTemplate.Debt, out string? debt) ? MarkdownCodec.Read(debt) : null,
            }));
        }

        return actions;
    }

    /// <summary>Returns an id that no action of the file has.</summary>
    private string NewId(List<ActionItem> actions, IReadOnlyList<MarkdownItem> items)
    {
        HashSet<string> taken =
        [
            .. actions.Select(one => one.Id),
            .. items.SelectMany(one => one.Lines).Where(line => line.StartsWith("- id: ", StringComparison.Ordinal))
                .Select(line => MarkdownCodec.Read(line[6..])),
        ];
        return Enumerable.Range(1, items.Count + taken.Count + 1)
            .Select(i => Check.Text($"{_incidentId}-{i}"))
            .First(id => !taken.Contains(id));
    }

    private Dictionary<string, string> Details(MarkdownItem item)
    {
        Dictionary<string, string> details = new(StringComparer.Ordinal);
        for (int i = 1; i < item.Lines.Count; i++)
        {
            string line = item.Lines[i];
            int colon = line.IndexOf(": ", StringComparison.Ordinal);
            string name = colon < 2 || !line.StartsWith("- ", StringComparison.Ordinal) ? string.Empty : line[2..colon];
            bool isKnown = name is PostmortemTemplate.Id or PostmortemTemplate.Kind or PostmortemTemplate.State
                or PostmortemTemplate.Created or PostmortemTemplate.Closed or PostmortemTemplate.Debt;
            if (!isKnown || !details.TryAdd(name, line[(colon + 2)..]))
            {
                _sections.Fault(item.Number + i, "It is no detail of an action, or stands there twice.");
            }
        }

        return details;
    }

    private (ActionKind Kind, ActionStatus Status, DateTimeOffset CreatedAt, DateTimeOffset? ClosedAt)? DetailsOf(
        Dictionary<string, string> details, MarkdownItem item)
    {
        ActionKind kind = ActionKind.Prevent;
        ActionStatus status = ActionStatus.Open;
        DateTimeOffset created = now ?? default;
        DateTimeOffset closed = default;
        bool isClosed = details.TryGetValue(PostmortemTemplate.Closed, out string? closedText);
        bool isCreated = details.TryGetValue(PostmortemTemplate.Created, out string? createdText);
        string? fault =
            details.TryGetValue(PostmortemTemplate.Kind, out string? kindText) && !PostmortemTemplate.TryWord(kindText, out kind)
                ? "Its type is neither prevent, detect, mitigate nor process."
            : details.TryGetValue(PostmortemTemplate.State, out string? statusText) && !PostmortemTemplate.TryWord(statusText, out status)
                ? "Its status is neither open, done nor cancelled."
            : isCreated ? PostmortemTemplate.TryTime(createdText!, out created) ? null : "Its 'created' is not a time."
            : now is null ? "It does not say when it was created." : null;
        fault ??= isClosed && !PostmortemTemplate.TryTime(closedText!, out closed) ? "Its 'closed' is not a time."
            : _incidentId is null ? "The incident to which it belongs is not known."
            : null;
        if (fault is not null)
        {
            _sections.Fault(item.Number, fault);
            return null;
        }

        return (kind, status, created, isClosed ? closed : null);
    }

    private List<PostmortemEvidence> Data()
    {
        List<PostmortemEvidence> data = [];
        foreach (MarkdownItem item in _sections.Items(_sections.Of(PostmortemTemplate.Data)))
        {
            string line = string.Join(' ', item.Lines);
            int end = line.StartsWith('[') ? IndexOfBare(line, ']') : -1;
            Uri? address = null;
            bool isLink = end > 0 && line.AsSpan(end).StartsWith("](") && line[^1] == ')';
            if (isLink)
            {
                string target = line[(end + 2)..^1];
                target = target is ['<', .. var inner, '>'] ? inner : target;
                if (!Uri.TryCreate(MarkdownCodec.Read(target), UriKind.Absolute, out address))
                {
                    _sections.Fault(item.Number, "Its address is not one with http or https.");
                    continue;
                }
            }

            _sections.Try(item.Number, () => data.Add(new PostmortemEvidence
            {
                Title = MarkdownCodec.Read(isLink ? line[1..end] : line),
                Address = address,
            }));
        }

        return data;
    }
}
