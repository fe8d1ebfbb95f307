using VoxPilot.Core.Metrics.Captions;

namespace VoxPilot.Core.Tests.Metrics.Captions;

public sealed class NltkWordTokenizerTests
{
    [Theory] // tokens are given between |, as nltk 3.8 gives them
    [InlineData("It's fine. Go on.", "It|'s|fine|.|Go|on|.")] // a full stop stands apart at the end of a sentence
    [InlineData("U.S. roads", "U.S|.|roads")] // an untrained Punkt ends a sentence here
    [InlineData("J. Smith drives.", "J.|Smith|drives|.")] // but not behind an initial
    [InlineData("Go 5. then stop", "Go|5.|then|stop")] // nor behind a number before a small letter
    [InlineData("wait... then go", "wait|...|then|go")]
    [InlineData("(Stop.) Go!", "(|Stop|.|)|Go|!")]
    [InlineData("He said \"stop.\" Then left.", "He|said|``|stop|.|''|Then|left|.")]
    [InlineData("you cannot, I can't, they'll", "you|can|not|,|I|ca|n't|,|they|'ll")]
    [InlineData("gonna go; wanna stop", "gon|na|go|;|wan|na|stop")]
    [InlineData("'tis 12:30, a:b", "'t|is|12:30|,|a|:|b")]
    [InlineData("a -- b --- c, 50% #3 <x> [y] {z}*", "a|--|b|--|-|c|,|50|%|#|3|<|x|>|[|y|]|{|z|}|*")]
    [InlineData("the dogs' «path» ‘x’", "the|dogs|'|«|path|»|‘|x|’")]
    [InlineData("speed,, now:", "speed|,|,|now|:")]
    [InlineData(" \n ", "")]
    [InlineData("", "")]
    public void Words_are_those_of_nltk(string text, string tokens) =>
        Assert.Equal(tokens.Split('|', StringSplitOptions.RemoveEmptyEntries), new NltkWordTokenizer().Tokenize(text));
}
