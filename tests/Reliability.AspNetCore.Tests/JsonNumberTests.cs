using CsCheck;
using Reliability.Common.Internal;

namespace Reliability.AspNetCore.Tests;

public sealed class JsonNumberTests
{
    [Theory]
    [InlineData("0.98999999999", "0.99")]
    [InlineData("0.333333333333333333", "0.333333")]
    [InlineData("0.000123456789", "0.000123457")]
    [InlineData("0.9999996", "0.9999996")]
    [InlineData("0.9999999999", "0.9999999999")]
    [InlineData("16.66666666666666666666", "16.666667")]
    [InlineData("99.99995", "99.99995")]
    [InlineData("-0.5000000001", "-0.5")]
    [InlineData("9223372036854775807", "9223372036854775807")]
    [InlineData("100.0000", "100")]
    [InlineData("0", "0")]
    [InlineData("1", "1")]
    public void A_number_has_six_significant_digits_past_its_point_and_a_share_near_one_stays_below_it(string value, string expected) =>
        JsonNumber.Of(decimal.Parse(value, System.Globalization.CultureInfo.InvariantCulture))
            .ToString(System.Globalization.CultureInfo.InvariantCulture).Should().Be(expected);

    [Fact]
    public void Rounding_changes_no_share_by_more_than_five_millionths_of_what_it_is_or_of_what_is_missing() =>
        (from digits in Gen.Long[0, 1_000_000_000_000]
         from zeros in Gen.Int[0, 12]
         from isNearOne in Gen.Bool
         select (digits / 1e12m / (decimal)Math.Pow(10, zeros), isNearOne))
        .Sample((need, isNearOne) =>
        {
            decimal share = isNearOne ? 1 - need : need;
            return Math.Abs(JsonNumber.Of(share) - share) <= Math.Min(share, 1 - share) * 0.000005m;
        });

    [Theory]
    [InlineData(1.23456789e-300, 1.23457e-300)]
    [InlineData(-9.9999999e-21, -1e-20)]
    [InlineData(1.23456789e-19, 1.23457e-19)]
    [InlineData(0, 0)]
    public void A_number_close_to_zero_keeps_six_digits(double value, double expected) =>
        JsonNumber.Of((double?)value).Should().Be(expected);

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity)]
    public void A_number_that_is_not_finite_is_undefined(double value) => JsonNumber.Of((double?)value).Should().BeNull();

    [Fact]
    public void An_undefined_number_stays_undefined_and_a_double_too_large_to_round_stays_as_it_is()
    {
        JsonNumber.Of((decimal?)null).Should().BeNull();
        JsonNumber.Of((double?)null).Should().BeNull();
        JsonNumber.Of(1e300).Should().Be(1e300);
        JsonNumber.Of(0.1 + 0.2).Should().Be(0.3);
    }
}
