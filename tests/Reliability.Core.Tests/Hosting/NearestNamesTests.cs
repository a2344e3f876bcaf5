using Reliability.Hosting;

namespace Reliability.Core.Tests.Hosting;

public sealed class NearestNamesTests
{
    [Theory]
    [InlineData("raedy", "ready")]
    [InlineData("PSOT", "POST")]
    [InlineData("ordres/{id}", "orders/{id}")]
    [InlineData("orders/{id}", "api/v1/orders/{id}")]
    [InlineData("db.client.operation.durations", "db.client.operation.duration")]
    [InlineData("RELIABILTY", "Reliability")]
    public void The_name_that_was_meant_comes_first(string wanted, string meant) =>
        NearestNames.Find(wanted, ["a", "live", "GET", "health/{id}", "db.client.operation.npgsql.bytes", meant])[0].Should().Be(meant);

    [Fact]
    public void At_most_three_names_are_returned_and_far_ones_only_if_none_is_near()
    {
        NearestNames.Find("abcd", ["abcd1", "abcd2", "abcd3", "abcd4"]).Should().Equal("abcd1", "abcd2", "abcd3");
        NearestNames.Find("abcd", ["abdc", "zzzz"]).Should().Equal("abdc");
        NearestNames.Find("abcd", ["zzzz", "yyyyy"]).Should().Equal("zzzz", "yyyyy");
        NearestNames.Hint("abcd", []).Should().BeNull();
        NearestNames.Hint("abcd", ["abdc"]).Should().Be("Nearest: 'abdc'.");
    }
}
