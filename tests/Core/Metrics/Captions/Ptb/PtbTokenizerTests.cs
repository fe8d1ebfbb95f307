using VoxPilot.Core.Metrics;

namespace VoxPilot.Core.Tests.Metrics;

/// <summary>Each rule in the texts that it is for. What is expected is what Stanford's own lexer (3.4.1) gives for the same text.</summary>
public sealed class PtbTokenizerTests
{
    private readonly PtbTokenizer tokenizer = new();

    [Theory]
    [InlineData("The car stops.", "the car stops")]
    [InlineData("Turn left; then, slowly, go on: why not?", "turn left then slowly go on why not")]
    [InlineData("Stop! ?! !! ...", "stop ?! !!")] // the list of punctuation has single marks
    [InlineData("keep the lane -- slowly - and --- wait", "keep the lane slowly and wait")]
    [InlineData("a wall ----- of hyphens", "a wall ----- of hyphens")]
    [InlineData("It waits. . . and goes…", "it waits and goes")]
    public void Punctuation_is_taken_out(string text, string expected) => Check(text, expected);

    [Theory]
    [InlineData("It isn't safe, don't go.", "it is n't safe do n't go")]
    [InlineData("You can't and cannot pass; it won't.", "you ca n't and can not pass it wo n't")]
    [InlineData("the driver's lane, it's clear", "the driver 's lane it 's clear")]
    [InlineData("We're sure they've seen; I'll stop, I'd wait, I'm here.", "we 're sure they 've seen i 'll stop i 'd wait i 'm here")]
    [InlineData("gonna wanna 'tis 'twas", "gon na wan na 't is 't was")]
    [InlineData("it’s the cars’ lane, don’t", "it 's the cars lane do n't")]
    [InlineData("o'clock, 'em, c'mon, O'Malley, the '90s", "o'clock 'em c'mon o'malley the '90s")]
    public void Contractions_are_two_tokens(string text, string expected) => Check(text, expected);

    [Theory]
    [InlineData("the \"ego\" car", "the ego car")]
    [InlineData("the 'ego' car", "the ego car")]
    [InlineData("the “ego” and «other» cars", "the ego and other cars")]
    public void Quotes_are_taken_out(string text, string expected) => Check(text, expected);

    [Theory]
    [InlineData("a taxi (yellow) [near] {x}", "a taxi -lrb- yellow -rrb- -lsb- near -rsb- -lcb- x -rcb-")]
    [InlineData("[PT, (+3.2, -1.05), (+0.11, +6.51)]", "-lsb- pt -lrb- +3.2 -1.05 -rrb- -lrb- +0.11 +6.51 -rrb- -rsb-")]
    public void Brackets_stay_under_their_names(string text, string expected) => Check(text, expected);

    [Theory]
    [InlineData("(3.2,1.05)", "-lrb- 3.2,1.05 -rrb-")] // one number
    [InlineData("(3.2,-1.05)", "-lrb- 3.2,-1 .05 -rrb-")] // a hyphenated word, oddly
    [InlineData("at 12:30, 1,000 m, .5 s, -4", "at 12:30 1,000 m .5 s -4")]
    [InlineData("3.2m/s and 10m, 4x4, 2D", "3.2 m/s and 10m 4x4 2d")]
    [InlineData("by 1/2 or 3 1/2 of ½", "by 1/2 or 3\u00A01/2 of 1/2")]
    [InlineData("on 12/31/2020 or 1-2-20", "on 12/31/2020 or 1-2-20")]
    [InlineData("10² and ±5°", "10 ² and ± 5 °")]
    public void Numbers_keep_their_signs_points_and_commas(string text, string expected) => Check(text, expected);

    [Theory]
    [InlineData("at 5.5 m/s or 30 km/h", "at 5.5 m/s or 30 km/h")]
    [InlineData("a 20-meter gap, a 5.5-m gap, 10-20 m, 20–30 m", "a 20-meter gap a 5.5-m gap 10-20 m 20 30 m")]
    [InlineData("the front-left view of the two-lane road", "the front-left view of the two-lane road")]
    [InlineData("CAM_FRONT_LEFT sees", "cam_front_left sees")]
    [InlineData("left/right and/or ahead", "left/right and/or ahead")]
    [InlineData("50% of $5.00, US$3, €2, £1, 5¢", "50 % of $ 5.00 us$ 3 $ 2 # 1 5 cents")]
    public void Units_and_compounds_are_one_token(string text, string expected) => Check(text, expected);

    [Theory]
    [InlineData("the mode is <turn left>.", "the mode is <turn\u00A0left>")]
    [InlineData("</p><a href=\"x y\">", "</p> <a\u00A0href=\"x\u00A0y\">")]
    [InlineData("at <loc-12.4,3.1> a < b -> c >= d", "at < loc-12 .4,3.1 > a < b > c > = d")]
    [InlineData("x &lt; y &amp; z", "x < y & z")]
    public void A_tag_is_one_token_with_no_break_spaces(string text, string expected) => Check(text, expected);

    [Theory]
    [InlineData("approx. 5 m, e.g. near the U.S. and St. James, etc.", "approx 5 m e.g. near the u.s. and st. james etc.")]
    [InlineData("approx., about, No. 5 and no. yes", "approx. about no. 5 and no yes")]
    [InlineData("Mr. Smith at 5 p.m. on Jan. 3", "mr. smith at 5 p.m. on jan. 3")]
    [InlineData("lane A. The car", "lane a the car")]
    [InlineData("lane A.", "lane a.")]
    public void Abbreviations_keep_their_full_stop(string text, string expected) => Check(text, expected);

    [Theory]
    [InlineData("it stops.The light", "it stops.the light")]
    [InlineData("yes,no", "yes no")]
    [InlineData("left,right-hand", "left,right-hand")]
    [InlineData("speed:(5)", "speed -lrb- 5 -rrb-")]
    [InlineData("PT:(+3.2, -1.05)", "pt :-lrb- +3.2 -1.05 -rrb-")] // a sad face
    public void A_missing_space_joins_what_stands_beside_it(string text, string expected) => Check(text, expected);

    [Theory]
    [InlineData("see http://a.com/b?c=d.", "see http://a.com/b?c=d")]
    [InlineData("or www.foo.com/bar, a@b.com @name, #tag", "or www.foo.com/bar a@b.com @name #tag")]
    [InlineData("to a@b.com, now", "to a@b.com, now")] // the comma is part of it upstream
    [InlineData("AT&T, C++, cam0.png.", "at&t c++ cam0.png")]
    public void Addresses_are_one_token(string text, string expected) => Check(text, expected);

    [Theory]
    [InlineData("The grey kerb of the centre, 5 metres, its colour", "the grey kerb of the centre 5 metres its colour")]
    [InlineData("Café – Königsstraße", "café königsstraße")]
    [InlineData("a 😀 car", "a car")]
    [InlineData("", "")]
    [InlineData(" \t ", "")]
    [InlineData("one\ntwo\r\nthree", "one two three")]
    public void Words_stay_as_they_are_spelt(string text, string expected) => Check(text, expected);

    [Fact]
    public void A_line_sees_the_beginning_of_the_next()
    {
        Assert.Equal("lane a", string.Join(' ', tokenizer.TokenizeAll(["lane A.", "The car waits."])[0]));
        Assert.Equal("lane a.", string.Join(' ', tokenizer.TokenizeAll(["lane A.", "Cars wait."])[0]));
    }

    [Fact]
    public void Equal_tokens_are_the_same_string()
    {
        string[][] tokens = tokenizer.TokenizeAll(["The car.", "a car"]);
        Assert.Same(tokens[0][1], tokens[1][1]);
    }

    [Fact]
    public void No_text_is_lost_whatever_stands_in_it()
    {
        Random random = new(3);
        const string Signs = "abcnstdlreviouxyABCNSTIMU0123459 .,'-/:;!?()<>[]&@#$%*_=+\\\"`~^|{}’‘“”–…½°²é中\u00AD\u00A0  ";
        for (int i = 0; i < 3000; i++)
        {
            string text = new([.. Enumerable.Range(0, random.Next(30)).Select(_ => Signs[random.Next(Signs.Length)])]);
            string letters = string.Concat(tokenizer.Tokenize(text)).Replace("-lrb-", "", StringComparison.Ordinal).Replace("-rrb-", "", StringComparison.Ordinal)
                .Replace("-lsb-", "", StringComparison.Ordinal).Replace("-rsb-", "", StringComparison.Ordinal).Replace("-lcb-", "", StringComparison.Ordinal).Replace("-rcb-", "", StringComparison.Ordinal);
            Assert.Equal(Letters(text), Letters(letters));
        }
    }

    private static string Letters(string text) => string.Concat(text.ToLowerInvariant().Where(char.IsLetter));

    private void Check(string text, string expected) => Assert.Equal(expected, string.Join(' ', tokenizer.Tokenize(text)));
}
