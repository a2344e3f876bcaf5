using System.Globalization;
using System.Text.RegularExpressions;
using CsCheck;
using Reliability.Incidents;

namespace Reliability.Core.Tests.Incidents;

public sealed partial class PostmortemMarkdownTests
{
    private const string Hostile =
        "**b** _i_ `c` <script>alert(1)</script> [x](javascript:x) ![i](http://x.example/i) # h | a \\ &lt; @all #12";

    /// <summary>Texts that are markup, HTML, codes of the writer itself, or its own marks.</summary>
    private static readonly string[] Fragments =
    [
        Hostile, "- a", "+ a", "1. a", "1) a", "2024. ", "# h", "## Summary", "### x", "---", "===", "***", "```", "~~~",
        "    code", "\ttab", "> q", ":x", "a - b", " - ", "-", "- ", "\\", "a\\", "\\\\", "{U+202E}", "\u202Eabc", "\u2066",
        "\u2028", "\u200B", "\uFEFF", "&#10;", "&#9;", "&amp;", "*not stated*", "*No measures, because:*", "www.example.com",
        "https://example.com", "**Service**: x", "Note - x", "Incident began", " (estimated)", "é", "日本", "😀", "\r", "a\r\nb",
        "\u00A0", " ", "  ", "$x$", "|a|b|", "a|b", "-->", "<!-- a", "]", "](", ")", ">)", "}", "{", "^a", "~a~",
    ];

    private static readonly Gen<string> Char = Gen.OneOf(
        Gen.Char[' ', '~'].Select(c => c.ToString()), Gen.OneOfConst(Fragments));

    private static readonly Gen<string> Name = Char.Array[1, 6].Select(parts => Valid(string.Concat(parts), "\r\n\t\u2028\u2029"));

    private static readonly Gen<string> Block = Gen.OneOf(Char, Gen.OneOfConst("\n", "\n\n", "\n ", "\t")).Array[1, 12]
        .Select(parts => Valid(string.Concat(parts), string.Empty));

    private static readonly Gen<string?> MaybeBlock = Gen.OneOf(Gen.Const((string?)null), Block.Select(text => (string?)text));

    private static readonly Gen<DateTimeOffset> Moment = Gen.Long[0, 4_000_000_000_000_000].Select(
        microseconds => DateTimeOffset.UnixEpoch.AddTicks(microseconds * TimeSpan.TicksPerMicrosecond));

    private static readonly Gen<ActionItem> Action = Gen.Select(
        Gen.Select(Name, Name, Gen.Int[0, 3], Gen.Int[0, 2]),
        Gen.Select(Gen.Int[1, 4], Gen.Int[1, 3], Moment, Gen.Int[0, 40_000]),
        (texts, rest) => new ActionItem
        {
            Id = texts.Item2,
            IncidentId = "i-1",
            Title = texts.Item1,
            Kind = (ActionKind)rest.Item1,
            Status = (ActionStatus)rest.Item2,
            Owner = texts.Item3 > 0 ? texts.Item2 : null,
            DebtItemId = texts.Item4 > 0 ? texts.Item1 : null,
            CreatedAt = rest.Item3,
            ClosedAt = rest.Item2 > 1 ? rest.Item3.AddHours(1) : null,
            DueOn = texts.Item3 > 1 ? new DateOnly(1970, 1, 1).AddDays(rest.Item4) : null,
        });

    private static readonly Gen<PostmortemEvent> Event = Gen.Select(
        Moment,
        Gen.Int[1, 9],
        Gen.Bool,
        MaybeBlock,
        (at, kind, estimate, text) => new PostmortemEvent
        {
            At = at,
            Kind = (PostmortemEventKind)Math.Min(kind, 7),
            IsEstimate = estimate,
            Description = kind >= 7 ? text ?? "-" : text,
        });

    private static readonly Gen<PostmortemImpact> Impact = Gen.Select(
        Gen.Long[-1, 10_000_000_000_000], MaybeBlock, MaybeBlock, Gen.Select(Name, Gen.Long[-1, 5_000_000], Gen.Bool).Array[0, 3],
        (ticks, users, business, slos) => new PostmortemImpact
        {
            Duration = ticks < 0 ? null : TimeSpan.FromTicks(ticks),
            Users = users,
            Business = business,
            Objectives =
            [
                .. slos.DistinctBy(slo => slo.Item1).Select(slo => new PostmortemObjective
                {
                    Slo = slo.Item1,
                    BudgetShare = slo.Item2 < 0 ? null : slo.Item2 / 1_000_000m,
                    IsEstimate = slo.Item3,
                }),
            ],
        });

    private static readonly Gen<PostmortemContent> Content = Gen.Select(
        Gen.Select(Name, MaybeBlock, MaybeBlock, MaybeBlock, MaybeBlock),
        Gen.Select(Event.Array[0, 8], Action.Array[0, 3], Impact),
        Gen.Select(Block.Array[0, 3], Block.Array[0, 3], Block.Array[0, 2], Block.Array[0, 2]),
        Gen.Select(Name, Gen.Int[0, 3]).Array[0, 3],
        (texts, parts, lists, data) => new PostmortemContent
        {
            Title = texts.Item1,
            Summary = texts.Item2,
            Analysis = texts.Item3,
            Remediation = texts.Item4,
            NoActionsReason = texts.Item5,
            Timeline =
            [
                .. parts.Item1.Where(one => one.Kind == PostmortemEventKind.Note),
                .. parts.Item1.Where(one => one.Kind != PostmortemEventKind.Note).DistinctBy(one => one.Kind),
            ],
            Actions = [.. parts.Item2.DistinctBy(one => one.Id)],
            Impact = parts.Item3,
            ContributingFactors = lists.Item1,
            WentWell = lists.Item2,
            WentBadly = lists.Item3,
            WasLucky = lists.Item4,
            SupportingData =
            [
                .. data.Select(one => new PostmortemEvidence
                {
                    Title = one.Item1,
                    Address = one.Item2 == 0
                        ? null
                        : new Uri($"https://ops.example.com/{Uri.EscapeDataString(one.Item1)}?a=1&copy=(2)<3>#x]"),
                }),
            ],
        });

    [Fact]
    public void What_is_written_is_read_back_without_loss_whatever_people_wrote() => Content.Sample(
        content =>
        {
            string text = PostmortemMarkdown.Write(SomePostmortems.Of(content, PostmortemStatus.Review));
            PostmortemReading read = PostmortemMarkdown.Read(text);
            read.Faults.Should().BeEmpty("of {0}", text);
            (read.Service, read.IncidentId, read.Status).Should().Be(("shop", "i-1", PostmortemStatus.Review));
            read.Content.Should().BeEquivalentTo(content, options => options.WithStrictOrdering());
            PostmortemMarkdown.Write(SomePostmortems.Of(read.Content!, PostmortemStatus.Review)).Should().Be(text);
        },
        iter: 2000);

    [Fact]
    public void Every_line_of_the_template_is_there()
    {
        string text = PostmortemMarkdown.Write(SomePostmortems.Of(SomePostmortems.Complete()));
        text.Should().Be(Expected);
    }

    [Fact]
    public void What_is_not_stated_has_its_line_too()
    {
        string text = PostmortemMarkdown.Write(SomePostmortems.Of(new PostmortemContent { Title = "?" }));
        foreach (string label in (string[])
        [
            "Incident began", "Alert triggered", "Investigation started", "Root cause identified", "Mitigation applied",
            "Incident resolved",
        ])
        {
            text.Should().Contain($"\n- **not known**: {label}\n");
        }

        text.Should().Contain("\n- **SLO Violations**: *not stated*\n").And.Contain("\n### Where We Were Lucky\n\n*not stated*\n");
        PostmortemReading read = PostmortemMarkdown.Read(text);
        read.IsComplete.Should().BeTrue();
        read.Content.Should().BeEquivalentTo(new PostmortemContent { Title = "?" });
    }

    [Theory]
    [InlineData("de-DE")]
    [InlineData("ar-SA")]
    [InlineData("fa-IR")]
    public void The_same_postmortem_gives_the_same_bytes_in_every_culture(string culture)
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);
            string text = PostmortemMarkdown.Write(SomePostmortems.Of(SomePostmortems.Complete()));
            text.Should().Be(Expected);
            PostmortemMarkdown.Read(text).Content.Should().BeEquivalentTo(SomePostmortems.Complete());
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void Times_of_every_zone_are_written_in_utc()
    {
        PostmortemContent content = SomePostmortems.Complete();
        string there = PostmortemMarkdown.Write(SomePostmortems.Of(content with
        {
            Timeline = [.. content.Timeline.Select(one => one with { At = one.At.ToOffset(TimeSpan.FromHours(13)) })],
            Actions = [.. content.Actions.Select(one => one with { CreatedAt = one.CreatedAt.ToOffset(TimeSpan.FromHours(-11)) })],
        }));
        there.Should().Be(Expected);
    }

    /// <summary>Without the codes of the writer, nothing is left that Markdown or HTML could take for markup.</summary>
    [Fact]
    public void Hostile_text_in_every_field_is_no_markup()
    {
        string[] lines = ["- list", "# heading", "    code", "> quote", "1. number", "---", "| a | b |", Hostile, "\u202Etfel"];
        string block = string.Join('\n', lines);
        PostmortemContent content = new()
        {
            Title = Hostile,
            Summary = block,
            Timeline = [new PostmortemEvent { At = SomeIncidents.Now, Kind = PostmortemEventKind.Note, Description = block }],
            Analysis = block,
            ContributingFactors = [block],
            Impact = new PostmortemImpact { Users = block, Business = block, Objectives = [new PostmortemObjective { Slo = Hostile }] },
            Remediation = block,
            Actions =
            [
                SomePostmortems.Action(Hostile) with { Title = Hostile, Owner = Hostile, DebtItemId = Hostile },
            ],
            NoActionsReason = block,
            WentWell = [block],
            WentBadly = [block],
            WasLucky = [block],
            SupportingData = [new PostmortemEvidence { Title = Hostile, Address = new Uri("https://example.com/<b>?a&lt;") }],
        };
        string text = PostmortemMarkdown.Write(SomePostmortems.Of(content) with { Service = Hostile, IncidentId = Hostile });
        text.Should().NotContain("\u202E").And.Contain("{U+202E}tfel");
        string bare = Escaped().Replace(text, string.Empty);
        bare.Should().NotContainAny("<script", "](javascript", "![", "`", "|", "@all", "http:");
        bare.Split('\n').Where(line => line.StartsWith('#')).Should().HaveCount(13, "only the headings of the template are headings");
        bare.Split('\n').Should().NotContain(line => line.StartsWith("    ", StringComparison.Ordinal) || line.StartsWith('>'));
        HtmlTag().Matches(bare).Should().ContainSingle("the address of a link").Which.Value.Should().StartWith("<https://example.com/");
        PostmortemMarkdown.Read(text).Faults.Should().BeEmpty();
    }

    [Fact]
    public void A_file_that_people_edited_is_read_with_a_report_of_what_could_not_be_read()
    {
        string[] lines = PostmortemMarkdown.Write(SomePostmortems.Of(SomePostmortems.Complete())).Split('\n');
        int At(string start) => Array.FindIndex(lines, line => line.StartsWith(start, StringComparison.Ordinal));
        lines[At("- **Duration**")] = "- **Duration**: half an hour";
        lines[At("- **2026-03-15 12:04:00Z**")] = "- **noon**: Alert triggered";
        lines[At("- **2026-03-15 12:17:00Z**")] = "* **2026-03-15 12:18Z**: We called **them**.";
        lines[At("   - type")] = "   - type: wish";
        lines[At("  - checkout")] = "  - checkout: a lot";
        lines[At("### What Went Well")] = "### What went well";
        lines[At("### Where We Were Lucky")] = "### Luck";
        lines[At("- **Status**")] = "- **Status**: nearly done";
        PostmortemReading read = PostmortemMarkdown.Read(string.Join("\r\n", lines));

        string[] reported = [.. read.Faults.Select(fault => lines[fault.Line - 1])];
        reported.Should().Equal(
            "- **Status**: nearly done",
            "- **noon**: Alert triggered",
            "- **Duration**: half an hour",
            "  - checkout: a lot",
            lines[At("1. Cache")],
            "### Luck",
            "- It was night.",
            lines[^1]);
        read.Faults.Should().OnlyContain(fault => fault.Reason.EndsWith('.'));
        read.Faults[^1].Reason.Should().Be("The section 'Where We Were Lucky' is missing.");
        read.IsComplete.Should().BeFalse();
        PostmortemContent content = SomePostmortems.Complete();
        read.Content.Should().BeEquivalentTo(content with
        {
            Timeline =
            [
                content.Timeline[0],
                .. content.Timeline.Skip(2).Where(one => one.Kind != PostmortemEventKind.Note),
                new PostmortemEvent
                {
                    At = SomeIncidents.Now.AddMinutes(18),
                    Kind = PostmortemEventKind.Note,
                    Description = "We called **them**.",
                },
            ],
            Impact = content.Impact with { Duration = null, Objectives = [] },
            Actions = [],
            WasLucky = [],
        });
    }

    [Fact]
    public void An_action_that_people_add_gets_an_id_and_is_filed_when_it_is_read()
    {
        string text = PostmortemMarkdown.Write(SomePostmortems.Of(SomePostmortems.Complete()))
            .Replace(
                "\n## Lessons Learned",
                "2. Test the runbook - twice - ops - 2026-05-01\n   - type: process\n\n## Lessons Learned",
                StringComparison.Ordinal);
        PostmortemReading read = PostmortemMarkdown.Read(text, SomeIncidents.Now.AddDays(1));
        read.Faults.Should().BeEmpty();
        read.Content!.Actions[1].Should().Be(new ActionItem
        {
            Id = "i-1-1",
            IncidentId = "i-1",
            Title = "Test the runbook - twice",
            Owner = "ops",
            DueOn = new DateOnly(2026, 5, 1),
            Kind = ActionKind.Process,
            CreatedAt = SomeIncidents.Now.AddDays(1),
        });
        PostmortemMarkdown.Read(text).Faults.Should().ContainSingle().Which.Reason.Should().Be("It does not say when it was created.");
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n\n")]
    [InlineData("hello")]
    [InlineData("# Something else\n## Summary\n## Summary\n")]
    [InlineData("# Incident Postmortem: \n- **Incident**: \n1. a - b - c\n")]
    public void A_file_that_is_none_is_reported_and_does_not_throw(string text)
    {
        PostmortemReading read = PostmortemMarkdown.Read(text);
        (read.IsComplete, read.Content is null).Should().Be((false, true));
        read.Faults.Should().NotBeEmpty();
    }

    /// <summary>Whatever is done to a file, reading it ends with what could be read.</summary>
    [Fact]
    public void Lines_in_any_order_never_throw() => Gen.Select(Content, Gen.Int[0, 1000].Array[0, 20]).Sample((content, moves) =>
    {
        List<string> lines = [.. PostmortemMarkdown.Write(SomePostmortems.Of(content)).Split('\n')];
        foreach (int move in moves)
        {
            string line = lines[move % lines.Count];
            lines.RemoveAt(move % lines.Count);
            lines.Insert(move * 7 % (lines.Count + 1), line[..Math.Min(line.Length, move)]);
        }

        PostmortemReading read = PostmortemMarkdown.Read(string.Join('\n', lines), SomeIncidents.Now);
        read.Faults.All(fault => fault.Line >= 1 && fault.Line <= lines.Count).Should().BeTrue();
    });

    private static string Valid(string text, string without)
    {
        string valid = string.Concat(text.Where(c => !without.Contains(c, StringComparison.Ordinal)));
        valid = valid.Length > 190 ? valid[..190] : valid;
        valid = valid.Length > 0 && char.IsHighSurrogate(valid[^1]) ? valid[..^1] : valid;
        return string.IsNullOrWhiteSpace(valid) ? "x" + valid : valid;
    }

    [GeneratedRegex(@"\\[!-/:-@\[-`{-~]")]
    private static partial Regex Escaped();

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex HtmlTag();
}
