using Reliability.Common.Internal;

namespace Reliability.Core.Tests.Common;

public sealed class NameHintTests
{
    [Theory]
    [InlineData("raedy", "ready")]
    [InlineData("PSOT", "POST")]
    [InlineData("ordres/{id}", "orders/{id}")]
    [InlineData("orders/{id}", "api/v1/orders/{id}")]
    [InlineData("db.client.operation.durations", "db.client.operation.duration")]
    [InlineData("RELIABILTY", "Reliability")]
    public void The_name_that_was_meant_comes_first(string wanted, string meant) =>
        Names.Hint(wanted, ["a", "live", "GET", "health/{id}", "db.client.operation.npgsql.bytes", meant])
            .Should().StartWith($"Nearest: '{meant}'");

    [Fact]
    public void At_most_three_names_are_listed_and_far_ones_only_if_none_is_near()
    {
        Names.Hint("abcd", ["abcd1", "abcd2", "abcd3", "abcd4"]).Should().Be("Nearest: 'abcd1', 'abcd2', 'abcd3'.");
        Names.Hint("abcd", ["abdc", "zzzz"]).Should().Be("Nearest: 'abdc'.");
        Names.Hint("abcd", ["zzzz", "yyyyy"]).Should().Be("Nearest: 'zzzz', 'yyyyy'.");
        Names.Hint("abcd", []).Should().BeNull();
    }
}
