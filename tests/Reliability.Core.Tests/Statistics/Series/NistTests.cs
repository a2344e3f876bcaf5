using System.Globalization;
using Reliability.Statistics;

namespace Reliability.Core.Tests.Statistics.Series;

/// <summary>Certified values of the Statistical Reference Datasets of NIST, https://www.itl.nist.gov/div898/strd/.</summary>
public sealed class NistTests
{
    private const string NorrisX =
        ".2 337.4 118.2 884.6 10.1 226.5 666.3 996.3 448.6 777 558.2 .4 .6 775.5 666.9 338 447.5 11.6 556 228.1 995.8 887.6 120.2 .3 .3 "
        + "556.8 339.1 887.2 999 779 11.1 118.3 229.2 669.1 448.9 .5";

    private const string NorrisY =
        ".1 338.8 118.1 888 9.2 228.1 668.5 998.5 449.1 778.9 559.2 .3 .1 778.1 668.8 339.3 448.9 10.8 557.7 228.3 998 888.8 119.6 .3 .6 "
        + "557.6 339.3 888 998.5 778.9 10.2 117.6 228.9 668.4 449.2 .2";

    private const string Lew =
        "-213 -564 -35 -15 141 115 -420 -360 203 -338 -431 194 -220 -513 154 -125 -559 92 -21 -579 -52 99 -543 -175 162 -457 -346 204 -300 "
        + "-474 164 -107 -572 -8 83 -541 -224 180 -420 -374 201 -236 -531 83 27 -564 -112 131 -507 -254 199 -311 -495 143 -46 -579 -90 136 "
        + "-472 -338 202 -287 -477 169 -124 -568 17 48 -568 -135 "
        + "162 -430 -422 172 -74 -577 -13 92 -534 -243 194 -355 -465 156 -81 -578 -64 "
        + "139 -449 -384 193 -198 -538 110 -44 -577 -6 66 -552 -164 161 -460 -344 205 -281 -504 134 -28 -576 -118 156 -437 -381 200 -220 "
        + "-540 83 11 -568 -160 172 -414 -408 188 -125 -572 -32 139 -492 -321 205 -262 -504 142 -83 -574 0 48 -571 -106 137 -501 -266 190 "
        + "-391 -406 194 -186 -553 83 -13 -577 -49 103 -515 -280 201 300 -506 131 -45 -578 -80 138 -462 -361 201 -211 -554 32 74 -533 -235 "
        + "187 -372 -442 182 -147 -566 25 68 -535 -244 194 -351 -463 174 -125 -570 15 72 -550 -190 172 -424 -385 198 -218 -536 96";

    private const string Lottery =
        "162 671 933 414 788 730 817 33 536 875 670 236 473 167 877 980 316 950 456 92 517 557 956 954 104 178 794 278 147 773 437 435 502 "
        + "610 582 780 689 562 964 791 28 97 848 281 858 538 "
        + "660 972 671 613 867 448 738 966 139 636 847 659 754 243 122 455 195 968 793 59 "
        + "730 361 574 522 97 762 431 158 429 414 22 629 788 999 187 215 810 782 47 34 108 986 25 644 829 630 315 567 919 331 207 412 242 "
        + "607 668 944 749 168 864 442 533 805 372 63 458 777 416 340 436 140 919 350 510 572 905 900 85 389 473 758 444 169 625 692 140 "
        + "897 672 288 312 860 724 226 884 508 976 741 476 417 831 15 318 432 241 114 799 955 833 358 935 146 630 830 440 642 356 373 271 "
        + "715 367 393 190 669 8 861 108 795 269 590 326 866 64 523 862 840 219 382 998 4 628 305 747 247 34 747 729 645 856 974 24 568 24 "
        + "694 608 480 410 729 947 293 53 930 223 203 677 227 62 455 387 318 562 242 428 968";

    private const string Mavro =
        "2.0018 2.0017 2.0018 2.0019 2.0018 2.0017 2.0015 2.0014 2.0015 2.0015 2.0017 2.0018 2.0018 2.0019 2.0019 2.0021 2.0020 2.0016 "
        + "2.0014 2.0013 2.0013 2.0015 2.0015 2.0016 2.0015 2.0014 2.0013 2.0014 2.0015 2.0014 2.0015 2.0016 2.0015 2.0016 2.0019 2.0020 "
        + "2.0020 2.0021 2.0022 2.0023 2.0024 2.0025 2.0027 2.0026 2.0026 2.0026 2.0027 2.0026 2.0025 2.0024";

    private const string Michelso =
        "299.85 299.74 299.90 300.07 299.93 299.85 299.95 299.98 299.98 299.88 300.00 299.98 299.93 299.65 299.76 299.81 300.00 300.00 "
        + "299.96 299.96 299.96 299.94 299.96 299.94 299.88 299.80 299.85 299.88 299.90 299.84 299.83 299.79 299.81 299.88 299.88 299.83 "
        + "299.80 299.79 299.76 299.80 299.88 299.88 299.88 299.86 299.72 299.72 299.62 299.86 299.97 299.95 299.88 299.91 299.85 299.87 "
        + "299.84 299.84 299.85 299.84 299.84 299.84 299.89 299.81 299.81 299.82 299.80 299.77 299.76 299.74 299.75 299.76 299.91 299.92 "
        + "299.89 299.86 299.88 299.72 299.84 299.85 299.85 299.78 299.89 299.84 299.78 299.81 299.76 299.81 299.79 299.81 299.82 299.85 "
        + "299.87 299.87 299.81 299.74 299.81 299.94 299.95 299.80 299.81 299.87";

    [Fact]
    public void Norris_has_fourteen_certified_digits()
    {
        LinearFit fit = LinearRegression.Fit(Numbers(NorrisX), Numbers(NorrisY));

        fit.Count.Should().Be(36);
        Digits(fit.Slope, 1.00211681802045, 14);
        Digits(fit.SlopeStandardError, 0.429796848199937E-03, 14);
        Digits(fit.Intercept, -0.262323073774029, 14);

        // The line through the doubles nearest to these decimals has exactly .2328182343011548.
        Digits(fit.InterceptStandardError, 0.232818234301152, 13.9);
        Digits(fit.ResidualStandardDeviation, 0.884796396144373, 14);
        Digits(fit.RSquared, 0.999993745883712, 14);
    }

    [Theory]
    [InlineData(Lew, 200, -0.307304800605679, 14)]
    [InlineData(Lottery, 218, -0.120948622967393, 14)]
    [InlineData(Mavro, 50, 0.937989183438248, 12.5)]
    [InlineData(Michelso, 100, 0.535199668621283, 13)]
    public void Observed_series_have_the_certified_autocorrelation(string data, int count, double certified, double digits)
    {
        double[] y = Numbers(data);

        y.Should().HaveCount(count);
        Digits(Autocorrelation.At(y, 1), certified, digits);
    }

    [Fact]
    public void Constructed_series_have_the_certified_autocorrelation()
    {
        Digits(Autocorrelation.At([10_000_001, 10_000_003, 10_000_002], 1), -0.5, 15);
        Digits(Autocorrelation.At(Alternating(1.2, 1.1, 1.3), 1), -0.999, 14);
        Digits(Autocorrelation.At(Alternating(1_000_000.2, 1_000_000.1, 1_000_000.3), 1), -0.999, 11);
        Digits(Autocorrelation.At(Alternating(10_000_000.2, 10_000_000.1, 10_000_000.3), 1), -0.999, 11);
    }

    private static double[] Numbers(string text) => [.. text.Split(' ').Select(n => double.Parse(n, CultureInfo.InvariantCulture))];

    /// <summary>The first of 1,001 values, and then the other two in turns.</summary>
    private static double[] Alternating(double first, double odd, double even) =>
        [first, .. Enumerable.Range(0, 1_000).Select(i => i % 2 == 0 ? odd : even)];

    private static void Digits(double? found, double certified, double digits) =>
        Math.Abs(found!.Value - certified).Should().BeLessThanOrEqualTo(
            Math.Pow(10, -digits) * Math.Abs(certified), "{0} is certified", certified);
}
