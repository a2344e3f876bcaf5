using System.Globalization;
using Reliability.Common.Internal;
using Reliability.Slos;
using Check = Reliability.Common.Internal.Check;

namespace Reliability.Core.Tests.Common;

public sealed class CheckTests
{
    public static TheoryData<Action, string> Rejections() => new()
    {
        { () => Check.Between(1.5, 0, 1, "q"), "1.5 is not valid. The value must be from 0 to 1. (Parameter 'q')" },
        { () => Check.Between(double.NaN, 0, 1, "q"), "NaN is not valid. The value must be from 0 to 1. (Parameter 'q')" },
        { () => Check.Between(TimeSpan.Zero, TimeSpan.FromSeconds(1), TimeSpan.FromDays(1), "d"),
            "00:00:00 is not valid. The value must be from 00:00:01 to 1.00:00:00. (Parameter 'd')" },
        { () => Check.AtLeast(0, 1, "n"), "0 is not valid. The value must be 1 or more. (Parameter 'n')" },
        { () => Check.Inside(1, 0, 1, "p"), "1 is not valid. The value must be a number above 0 and below 1. (Parameter 'p')" },
        { () => Check.Positive(0, "x"), "0 is not valid. The value must be a finite number above 0. (Parameter 'x')" },
        { () => Check.Positive(TimeSpan.Zero, "d"), "00:00:00 is not valid. The value must be a duration above 00:00:00. (Parameter 'd')" },
        { () => Check.Word(AlertSeverity.Ticket, "s", AlertSeverity.Ticket),
            "Ticket is not valid. The value must be one of Page. (Parameter 's')" },
        { () => Check.Word((AlertSeverity)7, "s"), "7 is not valid. The value must be one of Ticket, Page. (Parameter 's')" },
        { () => Check.That(false, 0.5m, "A share is 1.", "s"), "0.5 is not valid. A share is 1. (Parameter 's')" },
        { () => Check.That(false, 0.5m, $"A share is {1.5m}.", "s"), "0.5 is not valid. A share is 1.5. (Parameter 's')" },
    };

    [Theory]
    [MemberData(nameof(Rejections))]
    public void A_rejection_names_the_value_the_range_and_the_parameter_in_every_culture(Action check, string message)
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("de-DE");
        try
        {
            check.Should().Throw<ArgumentOutOfRangeException>().Which.Message.Should().StartWith(message);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void What_is_legal_is_returned()
    {
        Check.Between(1, 0, 1).Should().Be(1);
        Check.AtLeast(TimeSpan.Zero, TimeSpan.Zero).Should().Be(TimeSpan.Zero);
        Check.Word(AlertSeverity.Page, "s").Should().Be(AlertSeverity.Page);
    }

    [Fact]
    public void The_text_of_a_rule_is_formatted_only_when_it_is_broken()
    {
        var counts = new Counts();

        Check.That(true, 0, $"The value must be {counts}.", "n");
        counts.Formatted.Should().Be(0);

        this.Invoking(_ => Check.That(false, 0, $"The value must be {counts}.", "n")).Should().Throw<ArgumentOutOfRangeException>();
        counts.Formatted.Should().Be(1);
    }

    [Fact]
    public void The_declared_names_that_are_most_like_an_unknown_one_come_first()
    {
        Names.Unknown("objective", "chekout", ["api", "search", "Checkout", "search"])
            .Should().Be("No objective is named 'chekout'. Declared are: 'Checkout', 'search', 'api'.");
        Names.Unknown("objective", "a", []).Should().Be("No objective is named 'a'. Declared are: none.");
    }

    [Fact]
    public void Thousands_of_names_and_a_long_one_do_not_fill_a_message()
    {
        IEnumerable<string> known = Enumerable.Range(1000, 2000).Select(i => $"slo-{i}");

        string message = Names.Unknown("objective", "slo-2999" + new string('9', 5000), known);

        message.Should().StartWith("No objective is named 'slo-2999").And.EndWith("and 1980 more.");
        message.Length.Should().BeLessThan(600);
    }

    [Fact]
    public void A_list_with_null_is_rejected_and_names_the_item()
    {
        this.Invoking(_ => Check.Copy(["a", null!], "items"))
            .Should().Throw<ArgumentException>().WithMessage("A list must not contain null; item 1 is null. (Parameter 'items')");
    }

    private sealed class Counts
    {
        public int Formatted { get; private set; }

        public override string ToString()
        {
            Formatted++;
            return "counted";
        }
    }
}
