package org.glissade.learn.layer;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.DoubleFunction;
import java.util.function.Supplier;
import org.glissade.learn.initial.Initializer;

/// Reads the grammar of [Network] by recursive descent.
final class NetworkParser {
    private static final int MAX_LENGTH = 100_000;
    private static final int MAX_DEPTH = 64;
    private static final int MAX_UNITS = 10_000_000;
    private static final int MAX_PIECES = 100;

    /// What follows a name: how to read its arguments.
    @FunctionalInterface
    private interface Form {
        Layer read(NetworkParser parser);
    }

    private static final Map<String, Form> FORMS = forms();

    /// Layers whose output is no activation of what comes before them.
    private static final Set<String> WEIGHTED = Set.of("dense", "maxout", "residual", "sequential");

    /// Layers that are nothing outside of training.
    private static final Set<String> TRAINING_ONLY =
            Set.of("dropout", "spatial-dropout", "alpha-dropout", "drop-path", "noise");

    private final NetworkText text;

    /// The initialiser of layers that name none.
    private final String usual;

    private int depth;

    NetworkParser(String text, String usual) {
        this.text = new NetworkText(text);
        this.usual = usual.strip().toLowerCase(Locale.ROOT);
    }

    private static Map<String, Form> forms() {
        Map<String, Form> forms = new LinkedHashMap<>();
        for (Activation activation : Activation.values()) {
            forms.put(
                    activation.toString(),
                    parser -> parser.plain(activation.toString(), activation));
        }
        forms.put(
                "leaky-relu",
                parser -> parser.with("leaky-relu", Activation.LEAKY_RELU, LeakyRelu::new));
        forms.put("elu", parser -> parser.with("elu", new Elu(), Elu::new));
        forms.put("celu", parser -> parser.with("celu", new Celu(), Celu::new));
        forms.put("prelu", NetworkParser::prelu);
        forms.put("rrelu", NetworkParser::rrelu);
        forms.put("dense", NetworkParser::dense);
        forms.put("maxout", NetworkParser::maxout);
        forms.put("dropout", one("dropout", "the share of values to drop", "0.5", Dropout::new));
        forms.put("spatial-dropout", NetworkParser::spatialDropout);
        forms.put(
                "alpha-dropout",
                one("alpha-dropout", "the share of values to drop", "0.1", AlphaDropout::new));
        forms.put(
                "drop-path",
                one("drop-path", "the share of examples to drop", "0.1", DropPath::new));
        forms.put("noise", one("noise", "the standard deviation", "0.1", GaussianNoise::new));
        forms.put("residual", parser -> new Residual(parser.inner("residual")));
        forms.put("sequential", parser -> parser.inner("sequential"));
        forms.put("flatten", parser -> parser.plain("flatten", new Flatten()));
        return Map.copyOf(forms);
    }

    /// A layer with one number as setting, which may not be left out.
    private static Form one(
            String name, String what, String usual, DoubleFunction<Layer> constructor) {
        String example = name + "(" + usual + ")";
        String takes = what + ": " + example;
        return parser -> {
            parser.text.open(name, takes);
            int start = parser.text.position;
            double number = parser.text.number(takes);
            parser.text.close(name);
            return parser.checked(start, example, () -> constructor.apply(number));
        };
    }

    /// The names of layers that texts may use, in alphabetical order.
    static List<String> names() {
        return FORMS.keySet().stream().sorted().toList();
    }

    Sequential parse() {
        if (text.text.length() > MAX_LENGTH) {
            throw text.error(
                    MAX_LENGTH,
                    "the text is longer than " + MAX_LENGTH + " characters",
                    "build it in Java");
        }
        Sequential network = layers();
        if (text.hasMore()) {
            throw text.error(
                    text.position,
                    "a closing bracket without an opening one",
                    "remove it, or open one before");
        }
        return network;
    }

    private Sequential layers() {
        List<Layer> layers = new ArrayList<>();
        text.skipSpace();
        while (text.hasMore() && text.peek() != ')') {
            layers.add(layer());
            text.skipSpace();
        }
        return new Sequential(layers);
    }

    private Layer layer() {
        int start = text.position;
        String name = text.word();
        if (name.isEmpty()) {
            throw text.error(
                    start,
                    "expected the name of a layer, but found '" + text.text.charAt(start) + "'",
                    "layers are separated by spaces: dense(64) relu dense(10)");
        }
        Form form = FORMS.get(name);
        if (form == null) {
            throw text.error(
                    start, "there is no layer \"" + name + "\"", Spelling.nearest(name, names()));
        }
        return form.read(this);
    }

    private Layer dense() {
        text.open("dense", "the number of units: dense(64)");
        int units = whole("the number of units", "dense(64)", 1, MAX_UNITS);
        return new Dense(units, lastInitializer("dense"));
    }

    private Layer maxout() {
        text.open("maxout", "the numbers of units and of pieces: maxout(64, 2)");
        int units = whole("the number of units", "maxout(64, 2)", 1, MAX_UNITS);
        text.comma("maxout", "the number of pieces: maxout(64, 2)");
        int pieces = whole("the number of pieces", "maxout(64, 2)", 2, MAX_PIECES);
        return new Maxout(units, pieces, lastInitializer("maxout"));
    }

    private int whole(String what, String example, int least, int greatest) {
        text.skipSpace();
        int start = text.position;
        double number = text.number(what + ": " + example);
        if (!(number >= least && number <= greatest) || number != Math.rint(number)) {
            throw text.error(
                    start,
                    what + " is a whole number from " + least + " to " + greatest,
                    "for example " + example);
        }
        return (int) number;
    }

    /// An initialiser after a comma, or the usual one, and the end of the layer.
    private Initializer lastInitializer(String layer) {
        boolean isNamed = text.skipComma();
        int at = text.position;
        String named = isNamed ? text.argument() : usual;
        text.close(layer);
        String name = named.replaceFirst("\\s*\\(.*", "");
        if (!Initializer.names().contains(name)) {
            throw text.error(
                    at,
                    "there is no initialiser \"" + name + "\"",
                    Spelling.nearest(name, Initializer.names()));
        }
        try {
            return Initializer.parse(named, word -> word.equals("next") ? nextGain() : gain(word));
        } catch (NetworkException told) {
            throw told;
        } catch (IllegalArgumentException refused) {
            throw text.error(
                    at,
                    String.valueOf(refused.getMessage()),
                    "for example he-normal, normal(0, 0.05) or orthogonal(gain=next)");
        }
    }

    /// The gain of the activation that a word names.
    ///
    /// @throws IllegalArgumentException if there is none of the name
    static double gain(String word) {
        Form form =
                WEIGHTED.contains(word) || TRAINING_ONLY.contains(word) ? null : FORMS.get(word);
        if (form != null
                && form.read(new NetworkParser("", "")) instanceof Nonlinearity nonlinearity) {
            return nonlinearity.gain();
        }
        throw new IllegalArgumentException(
                "gain is a number, the name of an activation, or next for the one that follows, but got \""
                        + word
                        + "\"");
    }

    /// The gain of the activation that comes next, apart from dropout and its kin; 1 if it is no
    /// activation.
    private double nextGain() {
        int here = text.position;
        try {
            while (true) {
                text.skipSpace();
                int start = text.position;
                String name = text.word();
                if (name.isEmpty() || WEIGHTED.contains(name)) {
                    return 1;
                }
                text.position = start;
                Layer next = layer();
                if (!TRAINING_ONLY.contains(name)) {
                    return next instanceof Nonlinearity nonlinearity ? nonlinearity.gain() : 1;
                }
            }
        } finally {
            text.position = here;
        }
    }

    private Layer spatialDropout() {
        String takes = "the share of channels to drop: spatial-dropout(0.2)";
        text.open("spatial-dropout", takes);
        int start = text.position;
        double rate = text.number(takes);
        int axis =
                text.skipComma()
                        ? whole("the channels' axis", "spatial-dropout(0.2, 1)", -8, 8)
                        : -1;
        text.close("spatial-dropout");
        return checked(start, "spatial-dropout(0.2)", () -> new SpatialDropout(rate, axis));
    }

    private Layer prelu() {
        if (text.peek() != '(') {
            return new Prelu();
        }
        text.open("prelu", "its first slope: prelu(0.25)");
        int start = text.position;
        double initial = text.number("its first slope: prelu(0.25)");
        boolean shared = true;
        if (text.skipComma()) {
            int at = text.position;
            if (!text.word().equals("features")) {
                throw text.error(
                        at,
                        "expected the word features",
                        "prelu(0.25, features) learns a slope for each feature, prelu(0.25) one for all");
            }
            shared = false;
        }
        text.close("prelu");
        boolean one = shared;
        return checked(start, "prelu(0.25)", () -> new Prelu(initial, one));
    }

    private Layer rrelu() {
        if (text.peek() != '(') {
            return new RandomizedRelu();
        }
        String takes = "the least and the greatest slope: rrelu(0.125, 0.333)";
        text.open("rrelu", takes);
        int start = text.position;
        double low = text.number(takes);
        text.comma("rrelu", takes);
        double high = text.number(takes);
        text.close("rrelu");
        return checked(start, "rrelu(0.125, 0.333)", () -> new RandomizedRelu(low, high));
    }

    /// A layer with one number as setting that may be left out.
    private Layer with(String name, Layer usual, DoubleFunction<Layer> form) {
        if (text.peek() != '(') {
            return usual;
        }
        text.open(name, "a number");
        int start = text.position;
        double number = text.number(name + "(0.5), or " + name + " alone");
        text.close(name);
        return checked(start, name + "(0.5)", () -> form.apply(number));
    }

    /// A layer whose settings it checks itself.
    private Layer checked(int start, String example, Supplier<Layer> layer) {
        try {
            return layer.get();
        } catch (IllegalArgumentException refused) {
            throw text.error(start, String.valueOf(refused.getMessage()), "for example " + example);
        }
    }

    private Sequential inner(String name) {
        text.open(name, "the layers inside: " + name + "(dense(64) tanh)");
        if (++depth > MAX_DEPTH) {
            throw text.error(
                    text.position,
                    "layers are nested deeper than " + MAX_DEPTH,
                    "flatten the nesting");
        }
        Sequential inner = layers();
        depth--;
        text.close(name);
        return inner;
    }

    private Layer plain(String name, Layer layer) {
        if (text.peek() == '(') {
            throw text.error(
                    text.position, name + " takes no arguments", "write " + name + " alone");
        }
        return layer;
    }
}
